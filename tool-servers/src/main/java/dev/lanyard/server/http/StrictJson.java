package dev.lanyard.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes JSON, refusing what two parsers could read in two ways: duplicate keys (RFC 8259, section 4), content
 * after the value, nesting beyond 100 levels, numbers beyond 100 digits.
 */
public final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).maxNumberLength(100).build())
            .build()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private StrictJson() {}

    /**
     * Reads one JSON value.
     *
     * @throws JsonProcessingException if the bytes are not exactly one JSON value within the limits
     */
    public static JsonNode read(byte[] bytes) throws JsonProcessingException {
        try {
            JsonNode value = MAPPER.readTree(bytes);
            if (value.isMissingNode()) {
                throw new JsonParseException(null, "There is no value.");
            }
            return value;
        } catch (JsonProcessingException malformed) {
            throw malformed;
        } catch (IOException undecodable) {
            // Bytes that look like UTF-16 or UTF-32 and are not.
            throw new JsonParseException(null, "The bytes are not text.", undecodable);
        }
    }

    /**
     * Reads a JSON object that is part of the program, such as the schema of a tool.
     *
     * @throws IllegalArgumentException if the text is not one JSON object
     */
    public static ObjectNode object(String text) {
        try {
            if (read(text.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("Not JSON: " + text, malformed);
        }
        throw new IllegalArgumentException("Not a JSON object: " + text);
    }

    /** Returns a new empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Writes a JSON value on one line, in UTF-8. */
    public static byte[] write(JsonNode value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Writes a JSON value on one line. */
    public static String text(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Writing to memory failed.", impossible);
        }
    }
}
