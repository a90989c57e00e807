package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.util.List;

/**
 * What a server tells a client that meets it first: in a session by {@code initialize}, without by
 * {@code server/discover}.
 */
record Greeting(ServerInfo info, String instructions, Offerings offerings) {
    /** MCP 2025-11-25, Lifecycle, initialization. */
    void initialize(HttpExchange exchange, Caller caller, SessionSeal seal, JsonRpcMessage.Request request)
            throws IOException {
        JsonNode asked = request.params().path("protocolVersion");
        if (!asked.isTextual()) {
            throw JsonRpcError.invalidParams("'protocolVersion' must be a string.");
        }
        ProtocolVersion version = ProtocolVersion.negotiate(asked.textValue());
        ObjectNode result = StrictJson.object().put("protocolVersion", version.wire());
        result.set("capabilities", offerings.capabilities());
        result.set("serverInfo", info.toJson());
        result.put("instructions", instructions);
        exchange.addHeader(SessionGate.HEADER,
                seal.open(caller, version, ClientCapability.declaredIn(request.params().path("capabilities"))));
        exchange.respondJson(200, request.answer(result));
    }

    /** MCP 2026-07-28, Discovery. */
    ObjectNode discover(List<String> versions) {
        ObjectNode result = StrictJson.object();
        versions.forEach(result.putArray("supportedVersions")::add);
        result.set("capabilities", offerings.capabilities());
        return result.put("instructions", instructions);
    }
}
