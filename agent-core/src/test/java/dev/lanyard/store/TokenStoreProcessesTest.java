package dev.lanyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SECURITY: E01, E03, E04, E05, with processes of their own; KillSoak and SharedRotationSoak run for longer. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TokenStoreProcessesTest {
    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void e03NothingIsCorruptOrLostWhenWritersAreKilled() throws IOException, InterruptedException {
        KillSoak.Result result = KillSoak.run(folder, 8);

        assertThat(result.good()).as(result.toString()).isTrue();
    }

    @Test
    void e04ProcessesThatShareARotatingRefreshTokenAreNotSignedOut() throws IOException, InterruptedException {
        SharedRotationSoak.Result result = SharedRotationSoak.run(folder, 4, 2);

        assertThat(result.good()).as(result.toString()).isTrue();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a shell that limits the size of files")
    void e05AFullDiskKeepsTheLastGoodEntryAndTheNextInMemory() throws IOException, InterruptedException {
        Path tokens = folder.resolve("tokens");
        Path key = folder.resolve("key");
        List<String> limited = List.of(SHELL.toString(), "-c", "ulimit -f 8 && exec \"$@\"", "sh");

        try (ChildJvm child = ChildJvm.start(limited, FullDisk.class, tokens, key)) {
            assertThat(child.line()).isEqualTo("100001 1 fits");
            assertThat(child.line()).isEqualTo("1");
            assertThat(child.exit()).isZero();
        }

        assertThat(TokenStoreContract.read(FileTokenStore.in(tokens, key), TokenStoreContract.ALICE))
                .isEqualTo("fits again");
        try (var files = Files.list(tokens)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a shell that sets the umask")
    void e01TheUmaskDoesNotMatter() throws IOException, InterruptedException {
        for (String umask : List.of("000", "022", "077")) {
            Path base = folder.resolve(umask);
            try (ChildJvm child = ChildJvm.start(
                    List.of(SHELL.toString(), "-c", "umask " + umask + " && exec \"$@\"", "sh"), FullDisk.class,
                    base.resolve("tokens"), base.resolve("key"))) {
                assertThat(child.exit()).isZero();
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("tokens"))))
                    .isEqualTo("rwx------");
            try (var files = Files.list(base.resolve("tokens"))) {
                assertThat(files).hasSize(2)
                        .allSatisfy(file -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                .isEqualTo("rw-------"));
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("key"))))
                    .isEqualTo("rw-------");
        }
    }
}
