package dev.lanyard.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps files and folders to their owner: 0600 and 0700 whatever the umask, wider modes narrowed, symbolic links refused. Where
 * the file system knows no such modes (Windows), what the folder inherits counts.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private static final Set<PosixFilePermission> OTHERS_WRITE = PosixFilePermissions.fromString("----w--w-");

    private OwnerOnly() {}

    /** Makes the folder and its missing parents, or narrows the modes of the one that is there. */
    public static void makeFolder(Path folder) throws IOException {
        if (folder(folder)) {
            return;
        }
        Files.createDirectories(folder, asAttributes(folder, FOLDER));
        if (isPosix(folder)) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
    }

    /**
     * Returns whether the folder is there, and narrows its modes.
     *
     * @throws IOException if it is no folder, a symbolic link, or open to others and not ours to change
     */
    public static boolean folder(Path folder) throws IOException {
        Optional<BasicFileAttributes> found = attributes(folder);
        if (found.isPresent()) {
            refuse(folder, found.get().isSymbolicLink(), "is a symbolic link");
            refuse(folder, !found.get().isDirectory(), "is not a folder");
            narrow(folder, found.get());
        }
        return found.isPresent();
    }

    /**
     * Returns the attributes of a file, empty if it is not there, and narrows its modes.
     *
     * @throws IOException if it is no regular file, a symbolic link, or open to others and not ours to change
     */
    public static Optional<BasicFileAttributes> file(Path file) throws IOException {
        Optional<BasicFileAttributes> found = attributes(file);
        if (found.isPresent()) {
            refuse(file, found.get().isSymbolicLink(), "is a symbolic link");
            refuse(file, !found.get().isRegularFile(), "is not a regular file");
            narrow(file, found.get());
        }
        return found;
    }

    /**
     * Returns why somebody else may have had a hand in a file or folder, as the end of a sentence: it is a symbolic link, or others
     * may write to it. Empty if nobody else did, or if it is not there. Changes nothing, unlike {@link #file}: for content that
     * counts as the user's own word.
     */
    public static Optional<String> foreign(Path path) throws IOException {
        Optional<BasicFileAttributes> found = attributes(path);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.get().isSymbolicLink()) {
            return Optional.of("is a symbolic link");
        }
        return found.get() instanceof PosixFileAttributes posix
                && !Collections.disjoint(posix.permissions(), OTHERS_WRITE)
                        ? Optional.of("may be written to by others")
                        : Optional.empty();
    }

    /** Returns what a new file is created with. */
    public static FileAttribute<?>[] forNewFile(Path folder) {
        return asAttributes(folder, FILE);
    }

    /** Gives a file that was just created exactly 0600, which the umask may have narrowed further. */
    static void created(Path file) throws IOException {
        if (isPosix(file)) {
            Files.setPosixFilePermissions(file, FILE);
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        Class<? extends BasicFileAttributes> kind = isPosix(path)
                ? PosixFileAttributes.class
                : BasicFileAttributes.class;
        try {
            return Optional.of(Files.readAttributes(path, kind, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void narrow(Path path, BasicFileAttributes attributes) throws IOException {
        if (attributes instanceof PosixFileAttributes posix) {
            Set<PosixFilePermission> own = EnumSet.noneOf(PosixFilePermission.class);
            own.addAll(posix.permissions());
            if (own.retainAll(FOLDER)) {
                Files.setPosixFilePermissions(path, own);
            }
        }
    }

    private static void refuse(Path path, boolean wrong, String why) throws IOException {
        if (wrong) {
            throw new IOException("'" + path + "' " + why);
        }
    }

    private static FileAttribute<?>[] asAttributes(Path near, Set<PosixFilePermission> permissions) {
        return isPosix(near)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
