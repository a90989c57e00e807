package dev.lanyard.connection;

/**
 * Is a family of resources, whose address has parts to be filled in (MCP 2025-11-25, Resources, Resource Templates; RFC 6570).
 * Every text is the server's own and not to be trusted.
 *
 * @param server the server's name in the configuration
 * @param uriTemplate such as {@code file:///{path}}
 * @param description what it is, empty if the server does not say
 */
public record ResourceTemplate(String server, String uriTemplate, String name, String description) {}
