package dev.lanyard.event;

import java.util.Locale;
import java.util.Optional;

/** Says how grave a server's message is (RFC 5424, section 6.2.1), least first. */
public enum LogLevel {
    /** For those who look for an error in the server. */
    DEBUG,
    /** What goes on. */
    INFO,
    /** What goes on and is worth a look. */
    NOTICE,
    /** What may go wrong. */
    WARNING,
    /** What went wrong. */
    ERROR,
    /** A part of the server failed. */
    CRITICAL,
    /** Somebody must act at once. */
    ALERT,
    /** The server cannot be used. */
    EMERGENCY;

    /** Returns the name in the protocol, such as {@code warning}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the level of a name in the protocol, empty if it is none. */
    public static Optional<LogLevel> of(String label) {
        for (LogLevel level : values()) {
            if (level.label().equals(label)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
