package dev.lanyard.server.conformance;

import dev.lanyard.server.protocol.Content;
import dev.lanyard.server.protocol.LogLevel;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolResult;
import java.time.Duration;
import java.util.List;

/** Tools that say something before they answer. */
final class TalkingTools {
    private TalkingTools() {}

    static List<Tool> all() {
        return List.of(
                ContentTools.tool("test_tool_with_logging", "Sends three messages of the log.", ContentTools.NOTHING,
                        TalkingTools::log),
                ContentTools.tool("test_logging_tool", "Sends three messages of the log.", ContentTools.NOTHING,
                        TalkingTools::log),
                ContentTools.tool("test_tool_with_progress", "Reports progress three times.", ContentTools.NOTHING,
                        TalkingTools::progress),
                ContentTools.tool("test_reconnection", "Closes its connection before it answers.", ContentTools.NOTHING,
                        TalkingTools::hangUp));
    }

    private static ToolResult log(ToolCall call) {
        call.log(LogLevel.INFO, "Tool execution started");
        call.log(LogLevel.INFO, "Tool processing data");
        call.log(LogLevel.INFO, "Tool execution completed");
        return ToolResult.of(Content.text("Said three things."));
    }

    private static ToolResult hangUp(ToolCall call) {
        call.hangUp(Duration.ofMillis(100));
        return ToolResult.of(Content.text("Answered after the connection was closed."));
    }

    private static ToolResult progress(ToolCall call) {
        for (int done = 0; done <= 100; done += 50) {
            call.progress(done, 100, done + " of 100");
        }
        return ToolResult.of(Content.text("Reported three times."));
    }
}
