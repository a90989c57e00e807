package dev.lanyard.transport;

/** Is how the client introduces itself to servers. */
public record ClientInfo(String name, String version) {}
