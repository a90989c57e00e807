package dev.lanyard.tools;

import dev.lanyard.error.AgentException;
import dev.lanyard.event.ToolOutcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is how a tool call ended; there is always a text for the model to read.
 *
 * @param text the tool's answer, or what went wrong
 * @param failure what went wrong outside the tool, or null if the tool answered
 */
public record ToolResult(OfferedTool tool, String arguments, ToolOutcome outcome, String text, Duration took,
        @Nullable AgentException failure) {}
