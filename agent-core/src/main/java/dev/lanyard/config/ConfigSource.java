package dev.lanyard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says where a configuration comes from and whose it is.
 *
 * @param kind whose it is
 * @param file the file, absolute, or null if there is none
 * @param workspaceFolder what {@code ${workspaceFolder}} means, absolute
 * @param envFiles the {@code .env} files that exist, the first wins
 */
public record ConfigSource(Kind kind, @Nullable Path file, Path workspaceFolder, List<EnvFile> envFiles) {
    /** Says whose word a configuration is. */
    public enum Kind {
        /** Kept in the user's own configuration folder. */
        USER,
        /** Named by the user on the command line. */
        EXPLICIT,
        /** Found in the working directory: the project's word, to be approved. */
        PROJECT,
        /** There is no file. */
        NONE
    }

    /**
     * Copies the list and makes the paths absolute.
     *
     * @throws IllegalArgumentException if there is a file and the kind is {@code NONE}, or the other way around
     */
    public ConfigSource {
        Objects.requireNonNull(kind);
        if ((kind == Kind.NONE) != (file == null)) {
            throw new IllegalArgumentException("a file and kind NONE exclude each other");
        }
        file = file == null ? null : file.toAbsolutePath().normalize();
        workspaceFolder = workspaceFolder.toAbsolutePath().normalize();
        envFiles = List.copyOf(envFiles);
    }

    /** Returns whether the user must approve the file before anything in it takes effect. */
    public boolean needsApproval() {
        return kind == Kind.PROJECT;
    }

    /** Returns the file's path, or {@code the environment} if there is no file. */
    public String label() {
        return file == null ? "the environment" : file.toString();
    }
}
