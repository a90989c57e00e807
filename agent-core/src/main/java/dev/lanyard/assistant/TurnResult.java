package dev.lanyard.assistant;

import dev.lanyard.event.TokenUsage;
import dev.lanyard.tools.ToolResult;
import java.time.Duration;
import java.util.List;

/**
 * Is what one turn brought.
 *
 * @param answer the model's last words
 * @param toolCalls every tool call of the turn, in the order in which the model asked
 * @param usage the tokens of all requests of the turn
 */
public record TurnResult(String answer, List<ToolResult> toolCalls, TokenUsage usage, Duration took) {
    public TurnResult {
        toolCalls = List.copyOf(toolCalls);
    }
}
