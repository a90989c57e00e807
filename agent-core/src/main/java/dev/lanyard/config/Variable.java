package dev.lanyard.config;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Holds the value that counts for a variable, and who said it.
 *
 * @param name the variable's name
 * @param value its value, never empty
 * @param origin who said it
 */
public record Variable(String name, Redacted value, Origin origin) {
    /** Checks that all are present. */
    public Variable {
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
        Objects.requireNonNull(origin);
    }

    /** Says where a variable was set. */
    public sealed interface Origin {
        /** Set in the environment of the process, hence by the user. */
        record FromProcess() implements Origin {}

        /**
         * Set in a {@code .env} file.
         *
         * @param path the file
         * @param projectOwned whether the file is the project's word rather than the user's
         */
        record FromFile(Path path, boolean projectOwned) implements Origin {
            /** Checks that the path is present. */
            public FromFile {
                Objects.requireNonNull(path);
            }
        }
    }
}
