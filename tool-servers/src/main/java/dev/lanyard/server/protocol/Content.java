package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.Base64;

/** One piece of a tool's result or of a prompt's message (MCP 2025-11-25, Tools, tool result). */
public sealed interface Content {
    /** Text. */
    record Text(String text) implements Content {}

    /** A picture, in Base64. */
    record Image(String mimeType, String base64) implements Content {}

    /** A sound, in Base64. */
    record Audio(String mimeType, String base64) implements Content {}

    /** The contents of a resource. */
    record Embedded(ResourceContents resource) implements Content {}

    /** Where to read a resource. */
    record Link(String uri, String name, String mimeType) implements Content {}

    /** Returns text. */
    static Content text(String text) {
        return new Text(text);
    }

    /** Returns a picture. */
    static Content image(String mimeType, byte[] bytes) {
        return new Image(mimeType, Base64.getEncoder().encodeToString(bytes));
    }

    /** Returns a sound. */
    static Content audio(String mimeType, byte[] bytes) {
        return new Audio(mimeType, Base64.getEncoder().encodeToString(bytes));
    }

    /** Returns the JSON of the content. */
    default ObjectNode toJson() {
        return switch (this) {
            case Text it -> typed("text").put("text", it.text());
            case Image it -> typed("image").put("data", it.base64()).put("mimeType", it.mimeType());
            case Audio it -> typed("audio").put("data", it.base64()).put("mimeType", it.mimeType());
            case Embedded it -> typed("resource").set("resource", it.resource().toJson());
            case Link it -> typed("resource_link").put("uri", it.uri())
                    .put("name", it.name())
                    .put("mimeType", it.mimeType());
        };
    }

    private static ObjectNode typed(String type) {
        return StrictJson.object().put("type", type);
    }
}
