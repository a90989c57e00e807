package dev.lanyard.tools;

import dev.langchain4j.data.message.Content;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.ToolOutcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is how a tool call ended; there is always a text for the model to read.
 *
 * @param text the tool's answer, or what went wrong
 * @param media pictures and sounds that the tool returned, as they came; the text names them too
 * @param failure what went wrong outside the tool, or null if the tool answered
 */
public record ToolResult(OfferedTool tool, String arguments, ToolOutcome outcome, String text,
        List<Content> media, Duration took, @Nullable AgentException failure) {
    public ToolResult {
        media = List.copyOf(media);
    }
}
