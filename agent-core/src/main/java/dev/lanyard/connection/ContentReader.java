package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads prompts and resources (MCP 2025-11-25, Prompts and Resources). What names an entry must be there and of a sane length,
 * or the entry is left out; what describes it is cut.
 */
final class ContentReader {
    private static final int MAX_ID = 8192;
    private static final int MAX_TITLE = 256;
    private static final int MAX_DESCRIPTION = 4096;
    private static final int MAX_ARGUMENTS = 64;
    private static final int MAX_PARTS = 1000;

    private ContentReader() {}

    static Optional<Prompt> prompt(String server, JsonNode node) {
        return id(node, "name").map(name -> new Prompt(server, name, title(node, name), description(node),
                arguments(node.path("arguments"))));
    }

    static Optional<Resource> resource(String server, JsonNode node) {
        return id(node, "uri").map(uri -> new Resource(server, uri, title(node, name(node, uri)), description(node),
                mimeType(node)));
    }

    static Optional<ResourceTemplate> template(String server, JsonNode node) {
        return id(node, "uriTemplate").map(uri -> new ResourceTemplate(server, uri, title(node, name(node, uri)),
                description(node)));
    }

    static PromptResult filled(JsonNode result) {
        List<PromptMessage> messages = new ArrayList<>();
        for (JsonNode message : limited(result.path("messages"), MAX_PARTS)) {
            String role = message.path("role").asText("").equalsIgnoreCase("assistant") ? "assistant" : "user";
            messages.add(new PromptMessage(role, ContentText.of(message.path("content"))));
        }
        return new PromptResult(description(result), messages);
    }

    static List<ResourceContents> contents(JsonNode result) {
        List<ResourceContents> contents = new ArrayList<>();
        for (JsonNode part : limited(result.path("contents"), MAX_PARTS)) {
            contents.add(new ResourceContents(part.path("uri").asText(""), mimeType(part),
                    ContentText.ofResource(part)));
        }
        return List.copyOf(contents);
    }

    private static List<PromptArgument> arguments(JsonNode nodes) {
        List<PromptArgument> arguments = new ArrayList<>();
        for (JsonNode node : limited(nodes, MAX_ARGUMENTS)) {
            id(node, "name").ifPresent(name -> arguments.add(
                    new PromptArgument(name, description(node), node.path("required").asBoolean(false))));
        }
        return arguments;
    }

    private static List<JsonNode> limited(JsonNode nodes, int most) {
        List<JsonNode> first = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (first.size() == most) {
                break;
            }
            first.add(node);
        }
        return first;
    }

    private static Optional<String> id(JsonNode node, String member) {
        return Optional.of(node.path(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isBlank() && text.length() <= MAX_ID);
    }

    private static String name(JsonNode node, String otherwise) {
        return id(node, "name").orElse(otherwise);
    }

    private static String title(JsonNode node, String otherwise) {
        return cut(id(node, "title").orElse(otherwise), MAX_TITLE);
    }

    private static String description(JsonNode node) {
        return cut(node.path("description").asText(""), MAX_DESCRIPTION);
    }

    private static @Nullable String mimeType(JsonNode node) {
        return node.path("mimeType").isTextual() ? cut(node.path("mimeType").textValue(), MAX_TITLE) : null;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
