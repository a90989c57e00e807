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

    /** What a model reads and a user never sees: text without end, or in characters that show nothing. */
    @Test
    void b01theWordsOfASchemaAreBoundedAndVisible() throws Exception {
        String hidden = new StringBuilder().appendCodePoint(0xE0041).append("\\u202E\\u200B\\u001b[2J").toString();
        String shown = shown("{\"type\":\"object\",\"title\":\"T" + hidden + "\",\"properties\":{\"a\":{\"title\":\"a"
                + hidden + "\",\"description\":\"" + "x".repeat(5000) + "\",\"enum\":[\"kept\"],\"items\":{"
                + "\"description\":\"deep" + hidden + "\"}},\"description\":{\"type\":\"string\"}},"
                + "\"allOf\":[{\"$comment\":\"c" + hidden + "\"}]}");

        assertThat(shown).contains("[cut: 904 more characters]", "deep[2J", "\"kept\"", "\"type\":\"string\"")
                .doesNotContain("x".repeat(4097), "\u202E", "\\u202E", "\u200B", "\u001b", "\\u001b",
                        Character.toString(0xE0041));
    }

    @Test
    void addsNothingToAPlainSchema() throws Exception {
        assertThat(shown("""
                         {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{}}"""))
                .doesNotContain("also follow");
    }
}
