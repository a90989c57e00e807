package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes {@code initialize} and reads its result (MCP 2025-11-25, Lifecycle, Initialization). */
record Handshake(String server, ClientInfo client, ObjectNode capabilities) {
    /** The revisions that begin with a handshake, the newest first. */
    static final List<String> REVISIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

    ObjectNode params() {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", REVISIONS.getFirst());
        params.set("capabilities", capabilities);
        params.putObject("clientInfo").put("name", client.name()).put("version", client.version());
        return params;
    }

    ServerInfo info(JsonNode result) {
        String revision = result.path("protocolVersion").asText("");
        if (!REVISIONS.contains(revision)) {
            throw new TransportException.ProtocolViolated(server, "it speaks MCP revision '" + ServerText.line(revision)
                    + "', this client speaks " + String.join(", ", REVISIONS), null);
        }
        JsonNode self = result.path("serverInfo");
        return new ServerInfo(self.path("name").asText(""), self.path("version").asText(""), revision,
                result.path("instructions").asText(""), result.path("capabilities"));
    }
}
