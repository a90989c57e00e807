package dev.lanyard.config;

/**
 * Says what was ignored or is unwise at one place of a configuration that works otherwise.
 *
 * @param path the place, as in {@link ConfigProblem}
 * @param message what was found, a whole sentence that never holds a secret
 */
public record ConfigWarning(String path, String message) {
    /** Makes both harmless to show in a terminal. */
    public ConfigWarning {
        path = Printable.of(path);
        message = Printable.of(message);
    }

    /** Returns {@code path: message}. */
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
