package dev.lanyard.config;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Names a file and the bytes that were read from it.
 *
 * @param file the file, absolute
 * @param sha256 the SHA-256 of its bytes, lower-case hexadecimal
 */
public record Fingerprint(Path file, String sha256) {
    /** Makes the path absolute. */
    public Fingerprint {
        file = file.toAbsolutePath().normalize();
        Objects.requireNonNull(sha256);
    }
}
