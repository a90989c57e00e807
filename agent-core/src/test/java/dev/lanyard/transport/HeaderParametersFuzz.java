package dev.lanyard.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads hostile {@code x-mcp-header} definitions and writes hostile values by them: no header but {@code Mcp-Param-…}, and
 * nothing in one that ends it or that an intermediary would trim.
 */
public final class HeaderParametersFuzz {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private HeaderParametersFuzz() {}

    /** Takes any bytes: a schema, and after an empty line the arguments. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n\n", 2);
        JsonNode arguments = json(parts.length > 1 ? parts[1] : "");
        Map<String, String> headers = HeaderParameters.of(json(parts[0]))
                .orElse(HeaderParameters.NONE)
                .headers(arguments);
        headers.forEach((name, value) -> {
            boolean plain = value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E) && value.equals(value.strip());
            if (!plain || !name.matches("Mcp-Param-[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new AssertionError("Not a header of ours: " + name + ": " + value);
            }
        });
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
