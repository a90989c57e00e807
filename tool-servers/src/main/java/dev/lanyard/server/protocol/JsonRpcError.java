package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;

/** Ends a request with a JSON-RPC error (JSON-RPC 2.0, section 5.1). The message goes to the client. */
final class JsonRpcError extends RuntimeException {
    private final int code;

    private JsonRpcError(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static JsonRpcError parse(String message) {
        return new JsonRpcError(-32700, message);
    }

    static JsonRpcError invalidRequest(String message) {
        return new JsonRpcError(-32600, message);
    }

    static JsonRpcError unknownMethod(String method) {
        return new JsonRpcError(-32601, "The method '" + method + "' is not offered.");
    }

    static JsonRpcError invalidParams(String message) {
        return new JsonRpcError(-32602, message);
    }

    static JsonRpcError internal() {
        return new JsonRpcError(-32603, "The server failed to answer. Its log says why.");
    }

    ObjectNode toJson() {
        return StrictJson.object().put("code", code).put("message", getMessage());
    }
}
