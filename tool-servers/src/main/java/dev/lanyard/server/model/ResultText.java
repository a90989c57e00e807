package dev.lanyard.server.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells a tool's result in words: JSON as its values, an error as a failure. A result is an error if it is text that
 * begins with "Error", or a JSON object with a member {@code error} or with {@code "isError": true}.
 */
final class ResultText {
    private static final Pattern ERROR = Pattern.compile("^error\\b[\\s:]*", Pattern.CASE_INSENSITIVE);

    private ResultText() {}

    static boolean isError(Conversation.Outcome outcome) {
        return ERROR.matcher(outcome.content().strip()).lookingAt();
    }

    static String of(Conversation.Outcome outcome) {
        String name = OfferedTool.shortName(outcome.tool());
        String content = outcome.content().strip();
        JsonNode json = parse(content);
        if (json.hasNonNull("error")) {
            return name + " failed: " + words(json.get("error"));
        }
        if (json.path("isError").asBoolean()) {
            return name + " failed: " + words(json.path("content"));
        }
        if (ERROR.matcher(content).lookingAt()) {
            return name + " failed: " + ERROR.matcher(content).replaceFirst("");
        }
        return name + ": " + words(json);
    }

    /** Reads the content as JSON if it is an object or an array, otherwise as text. */
    private static JsonNode parse(String content) {
        if (content.startsWith("{") || content.startsWith("[")) {
            try {
                return StrictJson.read(content.getBytes(StandardCharsets.UTF_8));
            } catch (JsonProcessingException notJson) {
                return StrictJson.object().textNode(content);
            }
        }
        return StrictJson.object().textNode(content);
    }

    private static String words(JsonNode value) {
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(words(item)));
            boolean listed = value.path(0).isContainerNode();
            return listed ? "\n- " + String.join("\n- ", items) : String.join(", ", items);
        }
        if (!value.isObject()) {
            return value.asText();
        }
        if (value.size() == 1) {
            return words(value.elements().next());
        }
        List<String> members = new ArrayList<>();
        value.properties().forEach(member -> members.add(member.getKey() + ": " + nested(member.getValue())));
        return String.join(", ", members);
    }

    private static String nested(JsonNode value) {
        return value.isObject() && value.size() > 1 ? "(" + words(value) + ")" : words(value);
    }
}
