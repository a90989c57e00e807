package dev.lanyard.server.conformance;

import dev.lanyard.server.protocol.Content;
import dev.lanyard.server.protocol.Offerings;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolResult;
import java.util.List;

/** Tools that change what the server offers. */
final class ChangingTools {
    private ChangingTools() {}

    static List<Tool> all(Offerings offerings) {
        return List.of(
                ContentTools.tool("test_trigger_tool_change", "Replaces the tools.", ContentTools.NOTHING, call -> {
                    offerings.tools(offerings.tools());
                    return ToolResult.of(Content.text("The tools were replaced."));
                }), ContentTools.tool("test_trigger_prompt_change", "Replaces the prompts.", ContentTools.NOTHING,
                        call -> {
                            offerings.prompts(FixturePrompts.all());
                            return ToolResult.of(Content.text("The prompts were replaced."));
                        }));
    }
}
