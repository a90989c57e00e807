package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Carries requests to a server and their answers back, whatever lies between. Thread-safe; whoever made it closes it. */
interface Wire extends AutoCloseable {
    /**
     * Sends a request and returns its result. When the call ends first, the server is told in the way of the wire.
     *
     * @param headers what intermediaries may read, which a wire without any leaves out
     * @param sink takes what comes before the answer
     * @throws TransportException if there is no result
     */
    JsonNode exchange(long id, String method, ObjectNode params, Map<String, String> headers, Call call,
            ReplyReader.Sink sink);

    @Override
    void close();
}
