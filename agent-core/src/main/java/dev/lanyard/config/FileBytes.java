package dev.lanyard.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Reads files whole, once and within a bound, so that what is approved is what was read. */
final class FileBytes {
    /** The largest file that is read: 1 MiB. */
    static final int MAX_BYTES = 1 << 20;

    private FileBytes() {}

    /** Returns a file's bytes, or empty after adding the problem that it does not exist, cannot be read or is too big. */
    static Optional<byte[]> read(Path file, String where, Findings findings) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            findings.problem(where, "'" + file + "' is not a regular file.", "Name a file.");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                return Optional.of(bytes);
            }
            findings.problem(where, "'" + file + "' is larger than 1 MiB.", "Name a smaller file.");
        } catch (NoSuchFileException e) {
            findings.problem(where, "'" + file + "' does not exist.", "Create it or correct the path.");
        } catch (IOException e) {
            findings.problem(where, "'" + file + "' cannot be read.", "Check its permissions.");
        }
        return Optional.empty();
    }

    /** Returns the SHA-256 of some bytes in lower-case hexadecimal. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
