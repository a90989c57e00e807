package dev.lanyard.assistant;

import dev.lanyard.tools.ToolResult;
import java.util.Optional;

/**
 * Is what the model reads after it asked for a tool.
 *
 * @param result how the call ended, empty if there is no tool of the name it asked for
 */
record ToolOutput(String text, Optional<ToolResult> result) {}
