package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Talks to one MCP server as one caller, in the protocol revision that both understand.
 *
 * <p>Thread-safe: any number of requests may be under way. Whoever opens a session closes it.
 */
public interface McpSession extends AutoCloseable {
    /**
     * Greets the server and agrees on a revision; does nothing if that is done.
     *
     * @throws TransportException if the server cannot be reached, refuses or breaks the protocol
     */
    ServerInfo open(Call call);

    /**
     * Sends a request and returns its result; opens the session first if need be, and once again if the server has
     * forgotten it.
     *
     * @param method an MCP method, such as {@code tools/list}
     * @param params the parameters without {@code _meta}, which the session adds
     * @throws TransportException if there is no result; its type says why
     */
    JsonNode request(String method, ObjectNode params, Call call);

    /** Tells the server that the session ends, waiting at most a second, and releases what the session holds. */
    @Override
    void close();
}
