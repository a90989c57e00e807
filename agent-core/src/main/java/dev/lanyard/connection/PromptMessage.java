package dev.lanyard.connection;

/**
 * Is one message of a filled {@link Prompt}, the server's words.
 *
 * @param role {@code user} or {@code assistant}
 * @param text what is said; an image, a sound or a link is named in brackets
 */
public record PromptMessage(String role, String text) {}
