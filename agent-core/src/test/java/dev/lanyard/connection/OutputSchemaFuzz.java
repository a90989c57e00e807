package dev.lanyard.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/** Reckons the cost of hostile schemas and describes hostile tools to a model: never fails, and is soon done. */
public final class OutputSchemaFuzz {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OutputSchemaFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        JsonNode schema;
        try {
            schema = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return;
        }
        SchemaCost.of(schema);
        ToolList.read(JsonNodeFactory.instance.objectNode().put("name", "t").set("inputSchema", schema))
                .ifPresent(tool -> ToolSchema.specification("s__t", tool.description(), tool));
    }
}
