package dev.lanyard.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Builds a tool's arguments from {@code name=value} pairs and a JSON object, by the types that the tool's schema names. */
final class Arguments {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Arguments() {}

    /**
     * Returns the arguments.
     *
     * @throws IllegalArgumentException if a pair or the JSON is malformed; the message says which and how to write it
     */
    static ObjectNode of(String json, List<String> pairs, ObjectNode schema) {
        ObjectNode arguments = object(json);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + pair + "' is not of the form name=value");
            }
            String name = pair.substring(0, equals);
            arguments.set(name,
                    value(name, pair.substring(equals + 1), schema.path("properties").path(name).path("type")));
        }
        return arguments;
    }

    private static ObjectNode object(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "--json is not readable JSON; write it like --json '{\"query\":\"hello\"}'", e);
        }
        throw new IllegalArgumentException("--json is not an object; write it like --json '{\"query\":\"hello\"}'");
    }

    private static JsonNode value(String name, String text, JsonNode type) {
        return switch (type.asText()) {
            case "integer", "number", "boolean", "array", "object" -> parsed(name, text, type.asText());
            default -> JsonNodeFactory.instance.textNode(text);
        };
    }

    private static JsonNode parsed(String name, String text, String type) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("'" + name + "' wants a value of type " + type + ", not '" + text + "'",
                    e);
        }
    }
}
