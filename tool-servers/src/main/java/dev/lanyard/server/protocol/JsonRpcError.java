package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.List;
import java.util.Set;

/**
 * Ends a request with a JSON-RPC error (JSON-RPC 2.0, section 5.1). The message goes to the client.
 *
 * <p>The status is that of MCP 2026-07-28, Streamable HTTP; older revisions answer 200.
 */
final class JsonRpcError extends RuntimeException {
    private final int code;
    private final int statelessStatus;
    private final transient ObjectNode data;

    private JsonRpcError(int code, int statelessStatus, String message, ObjectNode data) {
        super(message, null, false, false);
        this.code = code;
        this.statelessStatus = statelessStatus;
        this.data = data;
    }

    private JsonRpcError(int code, int statelessStatus, String message) {
        this(code, statelessStatus, message, StrictJson.object());
    }

    static JsonRpcError parse(String message) {
        return new JsonRpcError(-32700, 400, message);
    }

    static JsonRpcError invalidRequest(String message) {
        return new JsonRpcError(-32600, 400, message);
    }

    static JsonRpcError unknownMethod(String method) {
        return new JsonRpcError(-32601, 404, "The method '" + method + "' is not offered.");
    }

    static JsonRpcError invalidParams(String message) {
        return new JsonRpcError(-32602, 200, message);
    }

    /** MCP 2026-07-28, Base protocol, {@code _meta}: a request without what it must carry is 400. */
    static JsonRpcError invalidMeta(String message) {
        return new JsonRpcError(-32602, 400, message);
    }

    static JsonRpcError internal() {
        return new JsonRpcError(-32603, 200, "The server failed to answer. Its log says why.");
    }

    static JsonRpcError unanswered(String message) {
        return new JsonRpcError(-32603, 200, message);
    }

    /** MCP 2025-11-25, Resources, error handling: -32002; 2026-07-28 (SEP-2164): -32602. */
    static JsonRpcError resourceNotFound(String uri) {
        return new JsonRpcError(-32002, 200, "There is no resource '" + uri + "'.",
                StrictJson.object().put("uri", uri));
    }

    /** MCP 2026-07-28, Streamable HTTP, header validation. */
    static JsonRpcError headerMismatch(String message) {
        return new JsonRpcError(-32020, 400, message);
    }

    /** MCP 2026-07-28, Base protocol, capabilities; older revisions have no code for it, and -32021 is free there. */
    static JsonRpcError missingCapability(Set<ClientCapability> missing) {
        ObjectNode required = ClientCapability.toJson(missing);
        ObjectNode data = StrictJson.object().set("requiredCapabilities", required);
        return new JsonRpcError(-32021, 400, "The client must declare " + StrictJson.text(required) + ".", data);
    }

    /**
     * MCP 2025-11-25, Elicitation, URL elicitation required: the client was not to be asked, but can still show its user where to
     * go and then send the request again. 2026-07-28 has no such error.
     */
    static JsonRpcError urlElicitationRequired(List<ObjectNode> elicitations) {
        ObjectNode data = StrictJson.object();
        data.putArray("elicitations").addAll(elicitations);
        return new JsonRpcError(-32042, 400, "This request can be answered once the user has been to an address.",
                data);
    }

    /** MCP 2026-07-28, Versioning. */
    static JsonRpcError unsupportedVersion(String requested, List<String> supported) {
        ObjectNode data = StrictJson.object().put("requested", requested);
        supported.forEach(data.putArray("supported")::add);
        return new JsonRpcError(-32022, 400, "This server supports " + String.join(", ", supported) + ".", data);
    }

    int statelessStatus() {
        return statelessStatus;
    }

    ObjectNode toJson(Era era) {
        int said = era == Era.STATELESS && code == -32002 ? -32602 : code;
        ObjectNode json = StrictJson.object().put("code", said).put("message", getMessage());
        if (!data.isEmpty()) {
            json.set("data", data);
        }
        return json;
    }
}
