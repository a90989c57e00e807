package dev.lanyard.config;

import java.util.Objects;

/**
 * Holds a text that may be secret, so that no log, exception or debugger line shows it by accident.
 *
 * @param text the text itself, for the one place that sends it
 */
public record Redacted(String text) {
    /** Checks that the text is present; it may be empty. */
    public Redacted {
        Objects.requireNonNull(text);
    }

    /** Returns {@code ***}, whatever the text. */
    @Override
    public String toString() {
        return "***";
    }
}
