package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustStoreTest {
    private static final TrustReport ONE = new TrustReport(Path.of("/one/mcp.json"), List.of(), List.of(), List.of());
    private static final TrustReport TWO = new TrustReport(Path.of("/two/mcp.json"), List.of(), List.of(), List.of());
    @TempDir
    private Path root;
    private Path state = Path.of("");
    private TrustStore store = TrustStore.in(new UserFolders(Path.of("/none"), Path.of("/none")));

    @BeforeEach
    void open() {
        state = root.resolve("local/state/lanyard");
        store = TrustStore.in(new UserFolders(root.resolve("config"), state));
    }

    @Test
    void approvesNothingAtFirst() {
        assertThat(store.approved(ONE.digest())).isFalse();
        assertThat(state).doesNotExist();
    }

    @Test
    void remembersWhatWasApprovedAndNothingElse() {
        store.approve(ONE);
        assertThat(store.approved(ONE.digest())).isTrue();
        assertThat(store.approved(TWO.digest())).isFalse();
        store.approve(TWO);
        TrustStore reopened = TrustStore.in(new UserFolders(root.resolve("config"), state));
        assertThat(reopened.approved(ONE.digest())).isTrue();
        assertThat(reopened.approved(TWO.digest())).isTrue();
    }

    @Test
    void keepsTheFileToItsOwnerAndLeavesNothingBeside() throws IOException {
        store.approve(ONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("trust.json"))))
                .isEqualTo("rw-------");
        assertThat(state).isDirectoryContaining("glob:**/trust.json");
        assertThat(state.toFile().list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary", "[]", "{\"approved\": 1}", "{\"approved\": [1, null, {}]}",
            "{\"approved\": ["})
    void aCorruptFileApprovesNothingAndIsReplaced(String content) {
        TextFile.write(state.resolve("trust.json"), content);
        assertThat(store.approved(ONE.digest())).isFalse();
        assertThat(store.approved("")).isFalse();
        store.approve(ONE);
        assertThat(store.approved(ONE.digest())).isTrue();
    }

    @Test
    void refusesALinkInPlaceOfTheFileOrItsFolder() throws IOException {
        Path elsewhere = TextFile.write(root.resolve("elsewhere/trust.json"), "{}");
        Files.createDirectories(state);
        Files.createSymbolicLink(state.resolve("trust.json"), elsewhere);
        assertRefused("'" + state.resolve("trust.json") + "' is a symbolic link. Remove it.");
        Files.delete(state.resolve("trust.json"));
        Files.delete(state);
        Files.createSymbolicLink(state, elsewhere.resolveSibling(""));
        assertRefused("'" + state + "' is a symbolic link. Remove it.");
        assertThat(elsewhere).hasContent("{}");
    }

    @Test
    void refusesWhatOthersMayWrite() throws IOException {
        store.approve(ONE);
        Files.setPosixFilePermissions(state.resolve("trust.json"), PosixFilePermissions.fromString("rw-rw----"));
        assertRefused("'" + state.resolve("trust.json") + "' may be written to by others. Run chmod go-w on it.");
    }

    private void assertRefused(String problem) {
        String message = "The configuration from " + state.resolve("trust.json") + " has 1 problem. Correct it:\n  "
                + state.resolve("trust.json") + ": " + problem;
        assertThatExceptionOfType(ConfigException.Invalid.class).isThrownBy(() -> store.approved(ONE.digest()))
                .withMessage(message);
        assertThatExceptionOfType(ConfigException.Invalid.class).isThrownBy(() -> store.approve(ONE))
                .withMessage(message);
    }
}
