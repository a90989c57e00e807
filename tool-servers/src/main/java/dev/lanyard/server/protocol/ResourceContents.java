package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.Base64;

/** What a resource holds (MCP 2025-11-25, Resources, resource contents). */
public sealed interface ResourceContents {
    /** Text. */
    record Text(String uri, String mimeType, String text) implements ResourceContents {}

    /** Bytes, in Base64 (RFC 4648, section 4). */
    record Blob(String uri, String mimeType, String base64) implements ResourceContents {}

    /** Returns bytes as contents. */
    static ResourceContents of(String uri, String mimeType, byte[] bytes) {
        return new Blob(uri, mimeType, Base64.getEncoder().encodeToString(bytes));
    }

    /** Returns the JSON of the contents. */
    default ObjectNode toJson() {
        return switch (this) {
            case Text it ->
                StrictJson.object().put("uri", it.uri()).put("mimeType", it.mimeType()).put("text", it.text());
            case Blob it ->
                StrictJson.object().put("uri", it.uri()).put("mimeType", it.mimeType()).put("blob", it.base64());
        };
    }
}
