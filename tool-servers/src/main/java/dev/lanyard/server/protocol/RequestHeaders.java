package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpExchange;
import java.util.Optional;

/**
 * Checks that the headers say what the body says: a gateway that decides by headers must not be told another story
 * than the server that reads the body (MCP 2026-07-28, Streamable HTTP, header validation; SEP-2243).
 */
final class RequestHeaders {
    static final String VERSION = "MCP-Protocol-Version";

    private RequestHeaders() {}

    /**
     * Checks version, method, and name or URI.
     *
     * @throws JsonRpcError if a header is missing or says something else than the body
     */
    static void check(HttpExchange exchange, String version, String method, ObjectNode params) {
        require(exchange, VERSION, version);
        require(exchange, "Mcp-Method", method);
        named(method, params).ifPresent(name -> require(exchange, "Mcp-Name", name));
    }

    private static Optional<String> named(String method, ObjectNode params) {
        JsonNode name = switch (method) {
            case "tools/call", "prompts/get" -> params.path("name");
            case "resources/read" -> params.path("uri");
            default -> params.path("");
        };
        return Optional.ofNullable(name.textValue());
    }

    private static void require(HttpExchange exchange, String header, String expected) {
        String said = exchange.header(header)
                .map(value -> HeaderValue.decode(header, value))
                .orElseThrow(() -> JsonRpcError.headerMismatch("The header " + header + " is missing."));
        if (!said.equals(expected)) {
            throw JsonRpcError.headerMismatch("The header " + header + " says something else than the body.");
        }
    }
}
