package dev.lanyard.config;

import java.nio.file.Path;

/**
 * Names a {@code .env} file to read.
 *
 * @param path the file, absolute
 * @param projectOwned whether it was found in a folder rather than named by the user or kept in their own folder, so
 *     that what it says is the project's word
 */
public record EnvFile(Path path, boolean projectOwned) {
    /** Makes the path absolute. */
    public EnvFile {
        path = path.toAbsolutePath().normalize();
    }
}
