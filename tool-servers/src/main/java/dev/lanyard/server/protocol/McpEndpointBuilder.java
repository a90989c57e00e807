package dev.lanyard.server.protocol;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Builds an endpoint; everything it offers to set has a value that suits most. Not safe for use by several threads. */
public final class McpEndpointBuilder {
    private final ServerInfo info;
    private final Authenticator authenticator;
    private final Offerings offerings;
    private CallGuard guard = (caller, tool) -> {};
    private String instructions = "";
    private Clock clock = Clock.systemUTC();
    private @Nullable SecretKey sessionKey;
    private Duration sessionLifetime = Duration.ofHours(24);
    private Duration stateLifetime = Duration.ofMinutes(10);
    private Duration streamLifetime = Duration.ofHours(1);
    private Duration patience = Duration.ofMinutes(10);
    private Duration cacheTime = Duration.ofMinutes(1);
    private int pageSize = 100;
    private int maxCallsPerCaller = 128;
    private int maxStreamsPerCaller = 64;

    McpEndpointBuilder(ServerInfo info, Authenticator authenticator, Offerings offerings) {
        this.info = info;
        this.authenticator = authenticator;
        this.offerings = offerings;
    }

    /** Sets what the model is told about the server as a whole; nothing unless set. */
    public McpEndpointBuilder instructions(String text) {
        this.instructions = text;
        return this;
    }

    /** Sets what says who may call which tool; everyone may call all unless set. */
    public McpEndpointBuilder guard(CallGuard value) {
        this.guard = value;
        return this;
    }

    /** Sets the clock that sessions, states and streams expire by. */
    public McpEndpointBuilder clock(Clock value) {
        this.clock = value;
        return this;
    }

    /**
     * Sets the key that seals session ids and request states, so that several nodes know each other's; random unless
     * set.
     */
    public McpEndpointBuilder sessionKey(SecretKey key) {
        this.sessionKey = key;
        return this;
    }

    /** Sets how long a session lasts; 24 hours unless set. */
    public McpEndpointBuilder sessionLifetime(Duration lifetime) {
        this.sessionLifetime = lifetime;
        return this;
    }

    /** Sets how long a client of 2026-07-28 may take to come back with an answer; 10 minutes unless set. */
    public McpEndpointBuilder stateLifetime(Duration lifetime) {
        this.stateLifetime = lifetime;
        return this;
    }

    /** Sets how long a call in a session waits for an answer of its client; 10 minutes unless set. */
    public McpEndpointBuilder patience(Duration time) {
        this.patience = time;
        return this;
    }

    /**
     * Sets how long a stream of changes stays open until its client must ask, and prove itself, again; 1 hour unless
     * set.
     */
    public McpEndpointBuilder streamLifetime(Duration lifetime) {
        this.streamLifetime = lifetime;
        return this;
    }

    /** Sets how long a client may take lists for fresh ({@code ttlMs}); 1 minute unless set. */
    public McpEndpointBuilder cacheTime(Duration time) {
        this.cacheTime = time;
        return this;
    }

    /** Sets how many items a page of a list holds; 100 unless set. */
    public McpEndpointBuilder pageSize(int count) {
        this.pageSize = count;
        return this;
    }

    /** Sets how many calls one caller may run at once; 128 unless set. */
    public McpEndpointBuilder maxCallsPerCaller(int count) {
        this.maxCallsPerCaller = count;
        return this;
    }

    /** Sets how many streams of changes one caller may have open at once; 64 unless set. */
    public McpEndpointBuilder maxStreamsPerCaller(int count) {
        this.maxStreamsPerCaller = count;
        return this;
    }

    /** Returns the endpoint. */
    public McpEndpoint build() {
        Settings settings = new Settings(clock, sessionKey == null ? randomKey() : sessionKey, sessionLifetime,
                stateLifetime, streamLifetime, patience, cacheTime, pageSize);
        Greeting greeting = new Greeting(info, instructions, offerings);
        CallRunner runner = new CallRunner(new CallLimit("calls", maxCallsPerCaller));
        Streams streams = new Streams(offerings.hub(), new CallLimit("streams", maxStreamsPerCaller), streamLifetime,
                clock);
        return new McpEndpoint(authenticator, guard, new SessionEra(greeting, offerings, settings, runner, streams),
                new StatelessEra(greeting, offerings, settings, runner, streams), offerings.isChanging());
    }

    private static SecretKey randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, "HmacSHA256");
    }
}
