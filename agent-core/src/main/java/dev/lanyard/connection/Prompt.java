package dev.lanyard.connection;

import java.util.List;

/**
 * Is a prompt that a server offers to its users (MCP 2025-11-25, Prompts). Every text is the server's own and not to be trusted.
 *
 * @param server the server's name in the configuration
 * @param name what the server knows the prompt by
 * @param title what people are shown, the name if the server gives no title
 * @param description what it is for, empty if the server does not say
 */
public record Prompt(String server, String name, String title, String description, List<PromptArgument> arguments) {
    public Prompt {
        arguments = List.copyOf(arguments);
    }
}
