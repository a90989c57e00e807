package dev.lanyard.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes sure that a file of the user is readable by nobody else. */
final class PrivateFile {
    private PrivateFile() {}

    /**
     * Returns the file, which now exists with mode 0600 in a folder with mode 0700.
     *
     * @throws IOException if it cannot be made so, or is a symbolic link
     */
    static Path prepared(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        if (posix) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        if (Files.isSymbolicLink(file)) {
            throw new IOException("'" + file + "' is a symbolic link");
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(file);
        }
        if (posix) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }
}
