package dev.lanyard.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

class FolderConverterTest {
    private final FolderConverter converter = new FolderConverter();

    @TempDir
    Path folder = Path.of("");

    @Test
    void returnsTheAbsolutePathOfAFolder() throws IOException {
        Files.createDirectory(folder.resolve("in"));

        assertThat(converter.convert(folder.resolve("in/..").toString())).isEqualTo(folder.toAbsolutePath());
        assertThat(converter.convert(".")).isEqualTo(Path.of("").toAbsolutePath());
    }

    @Test
    void refusesWhatIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        for (String text : new String[]{"", "\0", file.toString(), folder.resolve("nowhere").toString()}) {
            assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(TypeConversionException.class)
                    .hasMessage("'" + text + "' is not a folder");
        }
    }
}
