package dev.lanyard.server.protocol;

/**
 * What a server says of itself when a client connects (MCP 2025-11-25, Lifecycle, {@code serverInfo}).
 *
 * @param name the name for programs, such as {@code reverse}
 * @param title the name for people
 * @param version the version of the server
 */
public record ServerInfo(String name, String title, String version) {}
