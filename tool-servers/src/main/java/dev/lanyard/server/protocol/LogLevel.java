package dev.lanyard.server.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How much a message of the log matters, least first (MCP 2025-11-25, Logging, log levels; RFC 5424, section 6.2.1).
 */
public enum LogLevel {
    /** Details for finding faults. */
    DEBUG,
    /** What happens. */
    INFO,
    /** What happens and is worth a look. */
    NOTICE,
    /** What may become a problem. */
    WARNING,
    /** What failed. */
    ERROR,
    /** What failed and takes a part of the system with it. */
    CRITICAL,
    /** What must be acted on at once. */
    ALERT,
    /** The system cannot be used. */
    EMERGENCY;

    /** Returns the level as it is written in messages. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the level written so, or nothing if there is none. */
    static Optional<LogLevel> of(String wire) {
        return Arrays.stream(values()).filter(level -> level.wire().equals(wire)).findFirst();
    }
}
