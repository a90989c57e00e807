package dev.lanyard.server.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;

/** One message of a client (MCP 2025-11-25, Base protocol, messages). */
sealed interface JsonRpcMessage {
    /** Asks for an answer; the id is a string or an integer. */
    record Request(JsonNode id, String method, ObjectNode params) implements JsonRpcMessage {
        ObjectNode answer(JsonNode result) {
            return envelope(id).set("result", result);
        }

        ObjectNode answer(JsonRpcError error, Era era) {
            return failure(id, error, era);
        }
    }

    /** Asks for no answer. */
    record Notification(String method, ObjectNode params) implements JsonRpcMessage {}

    /** Answers a request of the server, with a result or an error. */
    record Response(JsonNode id, JsonNode result, JsonNode error) implements JsonRpcMessage {}

    /**
     * Reads a message.
     *
     * @throws JsonRpcError if the bytes are not exactly one message; batches left MCP with 2025-06-18
     */
    static JsonRpcMessage read(byte[] body) {
        JsonNode json;
        try {
            json = StrictJson.read(body);
        } catch (JsonProcessingException malformed) {
            throw JsonRpcError.parse("The body is not one JSON value with unique keys.");
        }
        if (!(json instanceof ObjectNode message)) {
            throw JsonRpcError.invalidRequest("Send one message, an object; batches are not supported.");
        }
        if (!"2.0".equals(message.path("jsonrpc").textValue())) {
            throw JsonRpcError.invalidRequest("'jsonrpc' must be \"2.0\".");
        }
        JsonNode method = message.get("method");
        if (method == null && (message.has("result") || message.has("error"))) {
            return new Response(id(message), message.path("result"), message.path("error"));
        }
        if (method == null || !method.isTextual()) {
            throw JsonRpcError.invalidRequest("'method' must be a string.");
        }
        return message.has("id")
                ? new Request(id(message), method.textValue(), params(message))
                : new Notification(method.textValue(), params(message));
    }

    /** Returns an error that answers no request in particular (JSON-RPC 2.0, section 5: the id is null). */
    static ObjectNode failure(JsonRpcError error) {
        return failure(NullNode.getInstance(), error, Era.SESSION);
    }

    /** Returns a request of the server. */
    static ObjectNode request(String id, String method, ObjectNode params) {
        return StrictJson.object()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("method", method)
                .set("params", params);
    }

    /** Returns a notification of the server. */
    static ObjectNode notification(String method, ObjectNode params) {
        return StrictJson.object().put("jsonrpc", "2.0").put("method", method).set("params", params);
    }

    private static ObjectNode failure(JsonNode id, JsonRpcError error, Era era) {
        return envelope(id).set("error", error.toJson(era));
    }

    private static ObjectNode envelope(JsonNode id) {
        return StrictJson.object().put("jsonrpc", "2.0").set("id", id);
    }

    private static JsonNode id(ObjectNode message) {
        JsonNode id = message.path("id");
        if (id.isTextual() || (id.isIntegralNumber() && id.canConvertToLong())) {
            return id;
        }
        throw JsonRpcError.invalidRequest("'id' must be a string or an integer of at most 64 bits.");
    }

    private static ObjectNode params(ObjectNode message) {
        JsonNode params = message.get("params");
        if (params == null) {
            return StrictJson.object();
        }
        if (params instanceof ObjectNode object) {
            return object;
        }
        throw JsonRpcError.invalidRequest("'params' must be an object.");
    }
}
