package dev.lanyard.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** Reads hostile results of tools, prompts and resources: never fails, and the model reads no control or invisible character. */
public final class ToolReplyFuzz {
    private static final int MAX = 1_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ToolReplyFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        JsonNode result;
        try {
            result = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return;
        }
        safe(BoundedText.of(ToolReplyReader.read(result).text(), MAX));
        ContentReader.filled(result).messages().forEach(message -> safe(BoundedText.of(message.text(), MAX)));
        ContentReader.contents(result);
        ContentReader.prompt("s", result);
        ContentReader.resource("s", result);
        ContentReader.template("s", result);
    }

    private static void safe(String text) {
        int notice = 64;
        if (text.length() > MAX + notice || text.codePoints()
                .anyMatch(c -> c != '\n' && c != '\t'
                        && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))) {
            throw new AssertionError("Not for a model: " + text);
        }
    }
}
