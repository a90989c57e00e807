package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import org.junit.jupiter.api.Test;

/** MCP 2026-07-28, Tools, inputSchema (SEP-1613, SEP-2106). */
class ToolSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String shown(String schema) throws Exception {
        var tool = new ServerTool("t", "", (ObjectNode) JSON.readTree(schema), MissingNode.getInstance());
        return JSON.writeValueAsString(
                JsonSchemaElementUtils.toMap(ToolSchema.specification("t", "", tool).parameters()));
    }

    @Test
    void passesEveryKeywordOnToTheModel() throws Exception {
        String shown = shown(
                """
                {"type":"object","properties":{"a":{"type":"integer","minimum":3,"default":4},"b":{"$ref":"#/$defs/b"}},
                "required":["a"],"$defs":{"b":{"$anchor":"b","pattern":"^x"}},"additionalProperties":false,
                "allOf":[{"anyOf":[{"required":["b"]}]}],"if":{"required":["a"]},"then":{"required":["b"]}}""");

        assertThat(shown).contains("\"minimum\":3", "\"default\":4", "\"$ref\":\"#/$defs/b\"", "\"pattern\":\"^x\"",
                "\"$anchor\":\"b\"")
                .contains("The arguments also follow this JSON Schema: {\\\"allOf\\\"", "\\\"then\\\"");
    }

    @Test
    void addsNothingToAPlainSchema() throws Exception {
        assertThat(shown("""
                         {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{}}"""))
                .doesNotContain("also follow");
    }
}
