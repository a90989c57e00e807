package dev.lanyard.server.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Holds the playground's files, readable by their owner only: the folder has mode 0700, each file 0600, from the moment it
 * exists. Where the file system has no POSIX permissions, its own defaults apply.
 *
 * <p>Whoever opens it closes it; closing deletes the files written here, and the folder if it was made here and is empty.
 * It never replaces a file: one that is there already is someone else's. Thread-safe.
 */
final class StateFolder implements AutoCloseable {
    private final Path path;
    private final boolean made;
    private final List<Path> written = new ArrayList<>();

    private StateFolder(Path path, boolean made) {
        this.path = path;
        this.made = made;
    }

    /**
     * Makes a new folder with a random name for temporary files.
     *
     * @throws IOException if it cannot be made
     */
    static StateFolder temporary() throws IOException {
        return new StateFolder(Files.createTempDirectory("lanyard-playground-"), true);
    }

    /**
     * Opens a folder, making it if it is missing; its parent must be there.
     *
     * @throws PlaygroundArgumentException if it is a link, is no folder or may be read by others
     * @throws IOException if it cannot be made
     */
    static StateFolder at(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectory(absolute, attributes(absolute, "rwx------"));
            return new StateFolder(absolute, true);
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS)) {
                throw new PlaygroundArgumentException("--state: '" + absolute + "' is not a folder. Name a new one.");
            }
            if (posix(absolute) && !ownerOnly(Files.getPosixFilePermissions(absolute))) {
                throw new PlaygroundArgumentException("--state: others may look into '" + absolute
                        + "'. Name a new folder, or take their rights away with chmod 700.");
            }
            return new StateFolder(absolute, false);
        }
    }

    Path path() {
        return path;
    }

    /**
     * Writes a new file and returns its path.
     *
     * @throws PlaygroundArgumentException if there is a file of that name already
     * @throws IOException if it cannot be written
     */
    Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a new file as {@link #write(String, String)} does. */
    synchronized Path write(String name, byte[] content) throws IOException {
        Path file = path.resolve(name);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options, attributes(path, "rw-------"))) {
            written.add(file);
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return file;
        } catch (FileAlreadyExistsException there) {
            throw new PlaygroundArgumentException("--state: '" + file + "' is there already. Name an empty folder.");
        }
    }

    @Override
    public synchronized void close() {
        try {
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
            if (made && isEmpty()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The playground's files in '" + path + "' cannot be deleted.", e);
        }
    }

    private boolean isEmpty() throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (var files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    private static FileAttribute<?>[] attributes(Path near, String permissions) {
        return posix(near)
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean ownerOnly(Set<PosixFilePermission> permissions) {
        return permissions.stream().allMatch(permission -> permission.name().startsWith("OWNER_"));
    }
}
