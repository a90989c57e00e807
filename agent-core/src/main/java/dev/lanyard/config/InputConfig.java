package dev.lanyard.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Describes a value that the user is asked for once; VS Code's {@code promptString}.
 *
 * @param id what {@code ${input:id}} refers to
 * @param description what to ask; the id if the file has none
 * @param password whether typing is hidden
 * @param fallback what an empty answer means, or null if there is no default
 */
public record InputConfig(String id, String description, boolean password, @Nullable Redacted fallback) {
    /** Checks that id and description are present. */
    public InputConfig {
        Objects.requireNonNull(id);
        Objects.requireNonNull(description);
    }
}
