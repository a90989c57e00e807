package dev.lanyard.server.protocol;

import java.time.Duration;
import java.util.Optional;

/** One running request that a handler works on. Safe for use by several threads. */
public interface Call {
    /** Returns who calls, as the credential proved; never taken from the arguments. */
    Caller caller();

    /**
     * Tells the caller how far the call is, if the caller asked to know. A value that does not increase is not sent
     * (MCP 2025-11-25, Progress), nor is any after the call has ended or lost its caller.
     *
     * @param progress how much is done, in the unit of {@code total}
     * @param total how much there is to do
     * @param message what is being done, for people
     */
    void progress(double progress, double total, String message);

    /**
     * Sends the caller a message of the log, if the caller wants messages of this level (MCP 2025-11-25, Logging; from
     * 2026-07-28 on none unless the request asks for them). It goes to the client: never put a secret into it.
     */
    void log(LogLevel level, String message);

    /**
     * Closes the connection of the call and lets the client come back for the rest, for a call that takes long; what it says
     * meanwhile is kept. Nothing happens where a client cannot come back: with 2026-07-28, and before 2025-11-25 (MCP
     * 2025-11-25, Transports, sending messages to the server; SEP-1699).
     *
     * @param comeBack how long the client should wait
     */
    void hangUp(Duration comeBack);

    /** Returns whether the client can be asked for this. */
    boolean clientOffers(ClientCapability capability);

    /**
     * Returns the answer to a question of the round before, or nothing if it was not asked or not answered.
     *
     * @throws RuntimeException if the client sent something that is no answer to this question; leave it to the caller
     *     of the handler, which tells the client
     */
    <A> Optional<A> answer(Ask<A> ask);

    /**
     * Tells the client that what its user went to do at an address is done (MCP 2025-11-25, Elicitation, completion
     * notifications). Only the client that was asked hears it; with 2026-07-28 nobody, for it has no such message.
     */
    void completed(Ask.Url ask);

    /** Returns the state that the round before kept, unchanged by the client; empty in the first round. */
    String state();

    /** Returns whether the caller has cancelled the call; its thread is interrupted as well. */
    boolean cancelled();
}
