package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;

/** Says in words what a piece of content is (MCP 2025-11-25, Content Types): text as it is, everything else in brackets. */
final class ContentText {
    private ContentText() {}

    static String of(JsonNode content) {
        return switch (content.path("type").asText("")) {
            case "text" -> content.path("text").asText("");
            case "image", "audio" -> named(content.path("type").asText(), content, content.path("data").asText(""));
            case "resource_link" -> link(content);
            case "resource" -> ofResource(content.path("resource"));
            case String other -> "[content of type '" + other + "']";
        };
    }

    /** Says what the contents of a resource are, text or {@code blob}. */
    static String ofResource(JsonNode resource) {
        if (resource.path("text").isTextual()) {
            return resource.path("text").textValue();
        }
        String blob = resource.path("blob").asText("");
        return blob.isEmpty()
                ? "[resource " + resource.path("uri").asText("") + "]"
                : named("resource " + resource.path("uri").asText(""), resource, blob);
    }

    /** Returns {@code [resource link Report (https://…), application/pdf]}. */
    static String link(JsonNode content) {
        String uri = content.path("uri").asText("");
        String name = content.path("title").asText(content.path("name").asText(""));
        String type = content.path("mimeType").asText("");
        return "[resource link " + (name.isBlank() ? uri : name + " (" + uri + ")")
                + (type.isEmpty() ? "" : ", " + type)
                + "]";
    }

    /** Returns {@code [image, image/png, 12 KB]}. */
    private static String named(String what, JsonNode content, String base64) {
        String type = content.path("mimeType").asText("");
        long bytes = base64.length() * 3L / 4;
        String size = bytes < 1024 ? bytes + " bytes" : bytes / 1024 + " KB";
        return "[" + what + (type.isEmpty() ? "" : ", " + type) + ", " + size + "]";
    }
}
