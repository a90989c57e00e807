package dev.lanyard.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON as VS Code takes it, with comments and trailing commas, and reports every key that occurs twice.
 *
 * <p>Jackson's own check stops at the first such key; here all are found in one reading, and the first counts.
 */
final class JsonDocument {
    private static final int MAX_DEPTH = 32;
    private static final Map<String, String> KIND_OF_KEY = Map.of("servers", "server", "mcpServers", "server",
            "identities", "identity");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final JsonParser parser;
    private final Findings findings;

    private JsonDocument(JsonParser parser, Findings findings) {
        this.parser = parser;
        this.findings = findings;
    }

    /** Returns the object that the bytes hold, or empty after adding a problem that never quotes them. */
    static Optional<ObjectNode> parse(byte[] bytes, String where, Findings findings) {
        try (JsonParser parser = JSON.createParser(bytes)) {
            return new JsonDocument(parser, findings).root(where);
        } catch (StreamConstraintsException e) {
            findings.problem(at(where, e.getLocation()), "The file is nested too deeply or holds too long a value.",
                    "Nest at most " + MAX_DEPTH + " levels.");
        } catch (JsonProcessingException e) {
            findings.problem(at(where, e.getLocation()), "The file is not JSON from here on.",
                    "Check commas, quotes and braces there.");
        } catch (IOException e) {
            findings.problem(where, "The file is not UTF-8 text.", "Save it as UTF-8.");
        }
        return Optional.empty();
    }

    private Optional<ObjectNode> root(String where) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            findings.problem(where, "The file does not hold a JSON object.", "Write {\"servers\": {…}}.");
            return Optional.empty();
        }
        ObjectNode root = object("");
        if (parser.nextToken() != null) {
            findings.problem(at(where, parser.currentTokenLocation()), "Something follows the JSON object.",
                    "Remove it.");
            return Optional.empty();
        }
        return Optional.of(root);
    }

    private ObjectNode object(String path) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String place = path.isEmpty() ? name : path + "." + name;
            parser.nextToken();
            JsonNode value = value(place);
            if (object.has(name)) {
                findings.problem(place,
                        "Duplicate " + KIND_OF_KEY.getOrDefault(path, "key") + " '" + name + "'.",
                        "Remove or rename one of them.");
            } else {
                object.set(name, value);
            }
        }
        return object;
    }

    private JsonNode value(String path) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> {
                ArrayNode array = nodes.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(path + "[" + array.size() + "]"));
                }
                yield array;
            }
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(path);
            default -> nodes.textNode(parser.getText());
        };
    }

    private JsonNode number(String path) throws IOException {
        try {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(parser.getText()));
        } catch (NumberFormatException e) {
            findings.problem(path, "The number has too large an exponent.", "Write a smaller number.");
            return JsonNodeFactory.instance.nullNode();
        }
    }

    private static String at(String where, @Nullable JsonLocation location) {
        return location == null ? where : where + ":" + location.getLineNr() + ":" + location.getColumnNr();
    }
}
