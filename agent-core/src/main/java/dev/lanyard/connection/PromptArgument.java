package dev.lanyard.connection;

/**
 * Is one value that a {@link Prompt} is filled with.
 *
 * @param description what it is for, empty if the server does not say
 */
public record PromptArgument(String name, String description, boolean required) {}
