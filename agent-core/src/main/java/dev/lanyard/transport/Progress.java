package dev.lanyard.transport;

import org.jspecify.annotations.Nullable;

/**
 * Is how far a request has come (MCP 2025-11-25, Progress).
 *
 * @param progress grows with each notification
 * @param total what it runs up to, or null if the server does not know
 * @param message what the server is doing, or null if it does not say
 */
public record Progress(double progress, @Nullable Double total, @Nullable String message) {}
