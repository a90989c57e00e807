package dev.lanyard.event;

import dev.lanyard.error.AgentException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells one thing that happened. No event ever holds a secret.
 *
 * <p>Text that came from a server or a model is passed on as it came: whoever shows it sanitises it.
 */
public sealed interface AgentEvent {
    /** Tells about one server, whether or not a turn is under way. */
    sealed interface OfServer extends AgentEvent {
        /** Returns the server's name in the configuration. */
        String server();
    }

    /** Tells about one turn of the conversation. */
    sealed interface OfTurn extends AgentEvent {
        /** Returns the number of the turn, from 1 in each conversation. */
        int turn();
    }

    /** A connection is being opened. */
    record ServerConnecting(String server) implements OfServer {}

    /**
     * A server is connected and has listed its tools.
     *
     * @param tools how many tools it offers
     * @param took from the first byte to the list of tools
     */
    record ServerReady(String server, CredentialKind credential, int tools, Duration took) implements OfServer {}

    /** A server cannot be used, or no longer; the failure says why and what to do. */
    record ServerFailed(String server, AgentException failure) implements OfServer {}

    /**
     * A new credential was obtained from its issuer.
     *
     * @param expiresAt when it ends, or null if it does not
     */
    record CredentialAcquired(String server, CredentialKind kind, @Nullable Instant expiresAt) implements OfServer {}

    /**
     * A server did not accept what was presented.
     *
     * @param status the HTTP status, 401 or 403
     * @param reason the error code of the challenge (RFC 6750, section 3.1), empty if it gave none
     */
    record CredentialChallenged(String server, int status, String reason) implements OfServer {}

    /**
     * The user signed out, and what was kept is forgotten here, but its issuer did not revoke it (RFC 7009).
     *
     * @param issuer the authorization server, as it names itself
     * @param reason why not, without a full stop
     */
    record CredentialNotRevoked(String server, String issuer, String reason) implements OfServer {}

    /**
     * A tool is held back until the user approves it, as it changed or appeared after its server was first seen.
     *
     * @param change such as {@code is new} or {@code changed its description}
     */
    record ToolHeld(String server, String tool, String change) implements OfServer {}

    /**
     * A server logged a message (MCP 2025-11-25, Logging).
     *
     * @param level how grave it is, in the server's eyes
     * @param logger what of the server said it, empty if it does not say
     * @param text the message, cut to a length
     */
    record ServerLogged(String server, LogLevel level, String logger, String text) implements OfServer {}

    /**
     * A server says that a resource that was subscribed to holds something else (MCP 2025-11-25, Resources, Subscriptions).
     *
     * @param uri which one, as the server names it, without what only deceives
     */
    record ResourceUpdated(String server, String uri) implements OfServer {}

    /** The user has spoken and the model is about to be asked. */
    record TurnStarted(int turn) implements OfTurn {}

    /** The model said the next piece of its answer. */
    record AnswerDelta(int turn, String text) implements OfTurn {}

    /**
     * A tool is about to be called; it has been approved.
     *
     * @param call names this call in later events of the same turn
     * @param tool the tool's name at its server
     * @param arguments the arguments, as a JSON object
     */
    record ToolCallStarted(int turn, String call, String server, String tool, String arguments,
            CredentialKind credential) implements OfTurn {}

    /**
     * A tool reports how far it is (MCP 2025-11-25, Progress).
     *
     * @param total what {@code progress} runs up to, or null if the server does not know
     * @param message what the tool is doing, or null if the server does not say
     */
    record ToolCallProgressed(int turn, String call, double progress, @Nullable Double total,
            @Nullable String message) implements OfTurn {}

    /**
     * A tool call ended, or was not allowed to start.
     *
     * @param result what the model gets to read, already cut to its limit
     */
    record ToolCallFinished(int turn, String call, String server, String tool, ToolOutcome outcome, Duration took,
            String result) implements OfTurn {}

    /**
     * The model has answered.
     *
     * @param answer the whole answer, which the deltas also held
     */
    record TurnFinished(int turn, String answer, TokenUsage usage, Duration took) implements OfTurn {}

    /** The turn ended without an answer; the conversation is as it was before. */
    record TurnFailed(int turn, AgentException failure) implements OfTurn {}
}
