package dev.lanyard.server.authorization;

/**
 * Is someone who can sign in. There are no passwords: this is for a machine of one's own.
 *
 * @param subject the {@code sub} of tokens, which never changes and is no client's id
 * @param name what the user is called in forms, such as {@code alice}
 * @param displayName the name for people
 */
public record User(String subject, String name, String displayName) {}
