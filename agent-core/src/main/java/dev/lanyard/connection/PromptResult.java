package dev.lanyard.connection;

import java.util.List;

/**
 * Is a {@link Prompt} filled with its arguments, as the server words it.
 *
 * @param description what it is for, empty if the server does not say
 */
public record PromptResult(String description, List<PromptMessage> messages) {
    public PromptResult {
        messages = List.copyOf(messages);
    }
}
