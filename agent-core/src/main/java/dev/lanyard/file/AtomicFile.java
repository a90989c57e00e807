package dev.lanyard.file;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Replaces files in one step: whoever reads meets the old content or the new, also after a kill or a loss of power. Streams, not
 * channels, because an interrupt would close a channel in the middle.
 */
public final class AtomicFile {
    private static final String TEMPORARY = ".tmp";

    private AtomicFile() {}

    /**
     * Returns a file's content, empty if it is not there.
     *
     * @throws IOException if it cannot be read, is larger than allowed, or is not its owner's alone
     */
    public static Optional<byte[]> read(Path file, int maxBytes) throws IOException {
        if (OwnerOnly.file(file).isEmpty()) {
            return Optional.empty();
        }
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new IOException("'" + file + "' is larger than " + maxBytes + " bytes");
            }
            return Optional.of(content);
        } catch (FileNotFoundException e) {
            if (OwnerOnly.file(file).isEmpty()) {
                // Somebody removed it just now.
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Writes a file in a folder that is there; if that fails, the old content is still there. */
    public static void write(Path file, byte[] content) throws IOException {
        OwnerOnly.file(file);
        Path folder = folderOf(file);
        Path temporary = Files.createTempFile(folder, file.getFileName() + ".", TEMPORARY,
                OwnerOnly.forNewFile(folder));
        try {
            OwnerOnly.created(temporary);
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(content);
                out.getFD().sync();
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(folder);
    }

    /** Removes a file, if it is there. */
    public static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            sync(folderOf(file));
        }
    }

    /** Removes what a killed process left behind; nobody may be writing now. */
    public static void sweep(Path folder, String prefix) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, path -> {
            String name = path.getFileName().toString();
            return name.startsWith(prefix) && name.endsWith(TEMPORARY);
        })) {
            for (Path path : left) {
                Files.deleteIfExists(path);
            }
        }
    }

    public static Path folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("'" + file + "' is in no folder");
        }
        return folder;
    }

    /** Makes a rename last; Windows and some network file systems cannot, and do it by themselves or not at all. */
    private static void sync(Path folder) {
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file itself is safely on the disk; only which of old and new a loss of power leaves is open.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
