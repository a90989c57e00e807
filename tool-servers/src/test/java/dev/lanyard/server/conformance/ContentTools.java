package dev.lanyard.server.conformance;

import dev.lanyard.server.protocol.Content;
import dev.lanyard.server.protocol.InteractiveToolHandler;
import dev.lanyard.server.protocol.ResourceContents;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolAnnotations;
import dev.lanyard.server.protocol.ToolHandler;
import dev.lanyard.server.protocol.ToolResult;
import java.util.List;

/**
 * Tools whose results are of every kind of content. The first takes no arguments: a scenario calls whichever is first.
 */
final class ContentTools {
    static final String NOTHING = "{\"type\":\"object\"}";

    private ContentTools() {}

    static List<Tool> all() {
        return List.of(
                tool("test_simple_text", "Returns text.", NOTHING,
                        call -> ToolResult.of(Content.text("This is a simple text response for testing."))),
                tool("test_image_content", "Returns a picture.", NOTHING, call -> ToolResult.of(Samples.picture())),
                tool("test_audio_content", "Returns a sound.", NOTHING, call -> ToolResult.of(Samples.sound())),
                tool("test_embedded_resource", "Returns a resource.", NOTHING,
                        call -> ToolResult.of(new Content.Embedded(new ResourceContents.Text("test://embedded-resource",
                                "text/plain", "This is an embedded resource content.")))),
                tool("test_multiple_content_types", "Returns text, a picture and a resource.", NOTHING,
                        call -> ToolResult.of(Content.text("Multiple content types test:"), Samples.picture(),
                                new Content.Embedded(new ResourceContents.Text("test://mixed-content-resource",
                                        "application/json", "{\"test\":\"data\",\"value\":123}")))),
                tool("test_error_handling", "Fails.", NOTHING,
                        call -> ToolResult.error("This tool intentionally returns an error for testing")),
                tool("test_header_parameter", "Takes an argument that a header repeats.",
                        """
                        {"type":"object","required":["region"],
                         "properties":{"region":{"type":"string","x-mcp-header":"Region"}}}""",
                        call -> ToolResult.of(Content.text(call.arguments().path("region").asText()))),
                tool("json_schema_2020_12_tool", "Tool with JSON Schema 2020-12 features", SCHEMA,
                        call -> ToolResult.of(Content.text("fits"))));
    }

    static Tool tool(String name, String description, String input, ToolHandler handler) {
        return Tool.interactive(name, name, description, input, ToolAnnotations.PURE,
                InteractiveToolHandler.of(handler));
    }

    private static final String SCHEMA = """
                                         {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                                          "$defs":{"address":{"$anchor":"addressDef","type":"object",
                                           "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
                                          "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
                                           "contactMethod":{"type":"string","enum":["phone","email"]},
                                           "phone":{"type":"string"},"email":{"type":"string"}},
                                          "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
                                          "if":{"properties":{"contactMethod":{"const":"phone"}},
                                           "required":["contactMethod"]},
                                          "then":{"required":["phone"]},"else":{"required":["email"]},
                                          "additionalProperties":false}""";
}
