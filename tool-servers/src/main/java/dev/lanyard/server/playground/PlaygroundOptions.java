package dev.lanyard.server.playground;

import dev.lanyard.server.identity.AppProof;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how a playground starts.
 *
 * @param state the folder for its files, absent for a new temporary one
 * @param port the port for http, 0 for a free one; https always takes a free one
 * @param stepDelay how long each of {@code reverse_tool}'s five steps takes, from zero to a minute
 * @param tokenLifetime how long access tokens are valid, from a second to a day
 * @param clockSkew how far clocks may differ when the tool servers check a token, from zero to ten minutes
 * @param clock the time of tokens and of the model; TLS certificates always go by the system's
 * @param agentProofs what proves the agent's app beside its secret
 * @param extraUsers how many users there are beside alice and bob, called {@code user1} and so on, at most 10,000
 * @param identityOnly whether only the identity provider is wanted, without tool servers and model
 * @param flows whether {@code flows.json} is written, with the certificate and the assertion that it names
 */
public record PlaygroundOptions(@Nullable Path state, int port, Duration stepDelay, Duration tokenLifetime,
        Duration clockSkew, Clock clock, List<AppProof> agentProofs, int extraUsers, boolean identityOnly,
        boolean flows) {
    /** Checks that every value is in its range. */
    public PlaygroundOptions {
        if (port < 0 || port > 65_535) {
            throw new PlaygroundArgumentException(
                    "--port: " + port + " is no port. Write one from 0 (a free one) to 65535.");
        }
        agentProofs = List.copyOf(agentProofs);
        if (extraUsers < 0 || extraUsers > 10_000) {
            throw new PlaygroundArgumentException(
                    "extraUsers: " + extraUsers + " is out of range. Write one from 0 to 10000.");
        }
        requireWithin("--step-delay", stepDelay, Duration.ZERO, Duration.ofMinutes(1));
        requireWithin("--token-lifetime", tokenLifetime, Duration.ofSeconds(1), Duration.ofDays(1));
        requireWithin("--clock-skew", clockSkew, Duration.ZERO, Duration.ofMinutes(10));
    }

    /** Returns the usual: a temporary folder, a free port, steps of 200 ms, tokens for an hour, a minute's skew. */
    public static PlaygroundOptions usual() {
        return new PlaygroundOptions(null, 0, Duration.ofMillis(200), Duration.ofHours(1), Duration.ofMinutes(1),
                Clock.systemUTC(), List.of(), 0, false, false);
    }

    /** Returns these options with another folder. */
    public PlaygroundOptions withState(Path folder) {
        return new PlaygroundOptions(folder, port, stepDelay, tokenLifetime, clockSkew, clock,
                agentProofs, extraUsers, identityOnly, flows);
    }

    /** Returns these options with another port. */
    public PlaygroundOptions withPort(int number) {
        return new PlaygroundOptions(state, number, stepDelay, tokenLifetime, clockSkew, clock,
                agentProofs, extraUsers, identityOnly, flows);
    }

    /** Returns these options with another delay of each step. */
    public PlaygroundOptions withStepDelay(Duration delay) {
        return new PlaygroundOptions(state, port, delay, tokenLifetime, clockSkew, clock,
                agentProofs, extraUsers, identityOnly, flows);
    }

    /** Returns these options with another lifetime of tokens. */
    public PlaygroundOptions withTokenLifetime(Duration lifetime) {
        return new PlaygroundOptions(state, port, stepDelay, lifetime, clockSkew, clock,
                agentProofs, extraUsers, identityOnly, flows);
    }

    /** Returns these options with another tolerance for clocks. */
    public PlaygroundOptions withClockSkew(Duration skew) {
        return new PlaygroundOptions(state, port, stepDelay, tokenLifetime, skew, clock,
                agentProofs, extraUsers, identityOnly, flows);
    }

    /** Returns these options with another clock. */
    public PlaygroundOptions withClock(Clock other) {
        return new PlaygroundOptions(state, port, stepDelay, tokenLifetime, clockSkew, other,
                agentProofs, extraUsers, identityOnly, flows);
    }

    /** Returns these options with one more thing that proves the agent's app. */
    public PlaygroundOptions withAgentProof(AppProof proof) {
        List<AppProof> more = new ArrayList<>(agentProofs);
        more.add(proof);
        return new PlaygroundOptions(state, port, stepDelay, tokenLifetime, clockSkew, clock, more, extraUsers,
                identityOnly, flows);
    }

    /** Returns these options with so many users beside alice and bob. */
    public PlaygroundOptions withExtraUsers(int number) {
        return new PlaygroundOptions(state, port, stepDelay, tokenLifetime, clockSkew, clock, agentProofs, number,
                identityOnly, flows);
    }

    /** Returns these options for the identity provider alone. */
    public PlaygroundOptions withIdentityOnly() {
        return new PlaygroundOptions(state, port, stepDelay, tokenLifetime, clockSkew, clock, agentProofs, extraUsers,
                true, flows);
    }

    /** Returns these options with a {@code flows.json}: a server for each flow, and the keys that they need. */
    public PlaygroundOptions withFlows() {
        return new PlaygroundOptions(state, port, stepDelay, tokenLifetime, clockSkew, clock, agentProofs, extraUsers,
                identityOnly, true);
    }

    private static void requireWithin(String option, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new PlaygroundArgumentException(
                    option + ": " + value + " is out of range. Write one from " + least + " to " + most + ".");
        }
    }
}
