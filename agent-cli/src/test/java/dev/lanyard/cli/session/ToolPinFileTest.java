package dev.lanyard.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.connection.ToolPin;
import dev.lanyard.tools.ToolPinStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolPinFileTest {
    private static final ToolPinStore.Key KEY = new ToolPinStore.Key("", "echo", "https://echo.example/mcp");
    private static final Map<String, ToolPin> PINS = Map.of("say", pin("one"), "sing", pin("two"));

    @TempDir
    Path home;

    private static ToolPin pin(String digest) {
        return new ToolPin(Map.of(ToolPin.Part.DESCRIPTION, digest, ToolPin.Part.INPUT, "i", ToolPin.Part.OUTPUT, "o",
                ToolPin.Part.ANNOTATIONS, "a"));
    }

    private ToolPinFile store() {
        return new ToolPinFile(home.resolve("state"));
    }

    @Test
    void remembersPinsByUserServerAndAddress() {
        store().keep(KEY, PINS);

        assertThat(store().find(KEY)).contains(PINS);
        assertThat(store().find(new ToolPinStore.Key("", "echo", "https://other.example/mcp"))).isEmpty();
        assertThat(store().find(new ToolPinStore.Key("alice", "echo", KEY.address()))).isEmpty();
    }

    @Test
    void keepsWhatAnotherTerminalWrote() {
        ToolPinFile first = store();
        ToolPinStore.Key other = new ToolPinStore.Key("", "time", "https://time.example/mcp");
        first.keep(KEY, PINS);
        store().keep(other, PINS);
        first.keep(KEY, Map.of("say", pin("three")));

        assertThat(store().find(other)).contains(PINS);
        assertThat(store().find(KEY)).contains(Map.of("say", pin("three")));
    }

    @Test
    void theFileIsTheUsersAlone() throws IOException {
        store().keep(KEY, PINS);

        Path file = home.resolve("state/tools.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileThatOthersMayWriteToOrThatIsALinkIsNotBelieved() throws IOException {
        store().keep(KEY, PINS);
        Path file = home.resolve("state/tools.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(store().find(KEY)).isEmpty();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.move(file, home.resolve("elsewhere"));
        Files.createSymbolicLink(file, home.resolve("elsewhere"));
        assertThat(store().find(KEY)).isEmpty();
    }

    @Test
    void aBrokenFileIsReplacedAndAnUnwritableOneRememberedInMemory() throws IOException {
        Files.createDirectory(home.resolve("state"));
        Files.writeString(home.resolve("state/tools.json"), "{\"servers\":[");
        store().keep(KEY, PINS);
        assertThat(store().find(KEY)).contains(PINS);

        Files.writeString(home.resolve("file"), "");
        ToolPinFile nowhere = new ToolPinFile(home.resolve("file/state"));
        nowhere.keep(KEY, PINS);
        assertThat(nowhere.find(KEY)).contains(PINS);
    }
}
