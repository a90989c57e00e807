package dev.lanyard.server.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path parent;

    @Test
    void makesAFolderAndFilesForTheOwnerAloneAndDeletesThem() throws Exception {
        Path path = parent.resolve("state");
        try (StateFolder folder = StateFolder.at(path)) {
            Path file = folder.write("x", "content");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(file).hasContent("content");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void keepsAFolderThatWasThereAndFilesOfOthers() throws Exception {
        Path path = ownFolder();
        Path other = Files.writeString(path.resolve("other"), "mine");
        try (StateFolder folder = StateFolder.at(path)) {
            folder.write("x", "content");
        }

        assertThat(path).isDirectoryContaining(other::equals);
        assertThat(path.resolve("x")).doesNotExist();
    }

    @Test
    void neverReplacesAFile() throws Exception {
        Path path = ownFolder();
        Path mine = Files.writeString(path.resolve("mcp.json"), "mine");
        try (StateFolder folder = StateFolder.at(path)) {
            assertThatThrownBy(() -> folder.write("mcp.json", "theirs")).isInstanceOf(PlaygroundArgumentException.class)
                    .hasMessage("--state: '" + mine + "' is there already. Name an empty folder.");
        }

        assertThat(mine).hasContent("mine");
    }

    @Test
    void refusesAFolderThatOthersMayRead() throws Exception {
        Path path = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> StateFolder.at(path)).hasMessage("--state: others may look into '" + path
                + "'. Name a new folder, or take their rights away with chmod 700.");
    }

    @Test
    void refusesALink() throws Exception {
        Path link = Files.createSymbolicLink(parent.resolve("link"), ownFolder());

        assertThatThrownBy(() -> StateFolder.at(link))
                .hasMessage("--state: '" + link + "' is not a folder. Name a new one.");
    }

    private Path ownFolder() throws Exception {
        Path path = Files.createDirectory(parent.resolve("own"));
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
}
