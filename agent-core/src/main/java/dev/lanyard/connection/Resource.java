package dev.lanyard.connection;

import org.jspecify.annotations.Nullable;

/**
 * Is something to read that a server lists (MCP 2025-11-25, Resources). Every text is the server's own and not to be trusted:
 * nothing is ever fetched from the address but by asking that server for it.
 *
 * @param server the server's name in the configuration
 * @param description what it is, empty if the server does not say
 * @param mimeType null if the server does not say
 */
public record Resource(String server, String uri, String name, String description, @Nullable String mimeType) {}
