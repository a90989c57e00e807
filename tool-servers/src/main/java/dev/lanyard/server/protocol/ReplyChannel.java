package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;

/**
 * How the messages of one call reach its client: as one JSON object, or, from the first message on the way, as a stream of
 * events that ends with the answer (MCP 2025-11-25, Transports, sending messages to the server).
 *
 * <p>Used by one thread at a time.
 */
interface ReplyChannel {
    /** Sends a message on the way. Returns whether the client can still get what follows, as far as can be known. */
    boolean send(String message);

    /** Says on a stream that it lives. Returns as {@link #send}. */
    boolean beat();

    /** Lets the client go until it comes back, if it can; see {@link Call#hangUp}. */
    void hangUp(Duration comeBack);

    /**
     * Sends the answer; nothing may follow. The status counts only if no stream has begun.
     *
     * @throws IOException if the client is gone for good
     */
    void finish(int status, ObjectNode answer) throws IOException;

    /**
     * Ends without an answer.
     *
     * @throws IOException if the client is gone
     */
    void abandon() throws IOException;
}
