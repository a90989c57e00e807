package dev.lanyard.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McpJsonEditorTest {
    private static final String COMMENTED = """
                                            // my servers, all of them
                                            {
                                                "inputs": [], // none
                                                "servers": {
                                                    /* the first, one */
                                                    "a": { "url": "https://a.example/mcp" }, // a, b
                                                    // "old": { },
                                                    "b": {
                                                        "url": "https://b.example/mcp"
                                                    } // the last
                                                }
                                            }
                                            """;

    private static ObjectNode entry() {
        ObjectNode entry = JsonNodeFactory.instance.objectNode()
                .put("type", "http")
                .put("url", "https://c.example/mcp");
        entry.putObject("headers").put("k", "${env:K}");
        return entry;
    }

    @Test
    void addsAServerAndLeavesTheRestAlone() throws Exception {
        assertThat(new McpJsonEditor(COMMENTED).added("c", entry()))
                .isEqualTo("""
                           // my servers, all of them
                           {
                               "inputs": [], // none
                               "servers": {
                                   /* the first, one */
                                   "a": { "url": "https://a.example/mcp" }, // a, b
                                   // "old": { },
                                   "b": {
                                       "url": "https://b.example/mcp"
                                   }, // the last
                                   "c": {
                                     "type": "http",
                                     "url": "https://c.example/mcp",
                                     "headers": {
                                       "k": "${env:K}"
                                     }
                                   }
                               }
                           }
                           """);
    }

    @Test
    void removesAServerAndLeavesTheRestAlone() throws Exception {
        assertThat(new McpJsonEditor(COMMENTED).removed("b"))
                .isEqualTo("""
                           // my servers, all of them
                           {
                               "inputs": [], // none
                               "servers": {
                                   /* the first, one */
                                   "a": { "url": "https://a.example/mcp" } // a, b
                                   // "old": { }, // the last
                               }
                           }
                           """);
        assertThat(new McpJsonEditor(COMMENTED).removed("a")).isEqualTo("""
                                                                        // my servers, all of them
                                                                        {
                                                                            "inputs": [], // none
                                                                            "servers": {
                                                                                /* the first, one */ // a, b
                                                                                // "old": { },
                                                                                "b": {
                                                                                    "url": "https://b.example/mcp"
                                                                                } // the last
                                                                            }
                                                                        }
                                                                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"servers\":{}}", "{\"mcpServers\":{\"x\":{},}}", "{\"servers\":{\"x\":{}}}",
            "{ // c\n}", "{\"a\":1}", "{\"a\":[1,2],}", "{\"servers\":{\"x\":{} // c\n}}",
            "{\r\n  \"servers\": {\r\n  }\r\n}",
            "{\"servers\":{\"x\":{}/*,*/}}", "{\"a\":{\"servers\":{}},\"servers\":{\"x\":{\"servers\":{}}}}"})
    void takesOutWhatItPutIn(String text) throws Exception {
        String added = new McpJsonEditor(text).added("c", entry());

        assertThat(new McpJsonEditor(added).find("c")).contains(entry());
        assertThat(new McpJsonEditor(new McpJsonEditor(added).removed("c")).find("c")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"servers\":[]}", "{\"servers\":{},\"servers\":{}}", "{} {}",
            "{\"a\":1,\"a\":2}"})
    void leavesAloneWhatItCannotEdit(String text) {
        assertThatThrownBy(() -> new McpJsonEditor(text).added("c", entry()))
                .isInstanceOf(McpJsonEditor.NotEditable.class);
    }
}
