package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;

/**
 * What a server says of itself when a client connects (MCP 2025-11-25, Lifecycle, {@code serverInfo}).
 *
 * @param name the name for programs, such as {@code reverse}
 * @param title the name for people
 * @param version the version of the server
 */
public record ServerInfo(String name, String title, String version) {
    ObjectNode toJson() {
        return StrictJson.object().put("name", name).put("title", title).put("version", version);
    }
}
