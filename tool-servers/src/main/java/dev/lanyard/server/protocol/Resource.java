package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;

/**
 * A resource that a server offers (MCP 2025-11-25, Resources, data types).
 *
 * @param uri what it is read by
 * @param name the name for programs
 * @param description what it holds
 * @param mimeType the media type of what it holds
 * @param reader reads it
 */
public record Resource(String uri, String name, String description, String mimeType, ResourceReader reader) {
    ObjectNode toJson() {
        return StrictJson.object()
                .put("uri", uri)
                .put("name", name)
                .put("description", description)
                .put("mimeType", mimeType);
    }
}
