package dev.lanyard.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Turns text from a file into a path. */
final class ConfigPath {
    private ConfigPath() {}

    /** Returns the path that a text names, seen from a folder, or empty after adding the problem that it names none. */
    static Optional<Path> resolve(Path folder, String text, String where, Findings findings) {
        try {
            return Optional.of(folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            findings.problem(where, "This is not a path.", "Write a path without special characters.");
            return Optional.empty();
        }
    }
}
