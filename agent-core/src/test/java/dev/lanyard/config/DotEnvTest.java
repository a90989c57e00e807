package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotEnvTest {
    @TempDir
    private Path folder;
    private final Findings findings = new Findings();

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', delimiter = '|', value = {"A=b|b", "A = b c |b c", "export A=b|b", "A=b # note|b",
            "A=b#c|b#c", "A='b # c' # note|b # c", "A=\"b \\\"c\\\" # d\"|b \"c\" # d", "A='b\\n'|b\\n",
            "A=\"\\$x\\\\\\q\"|$x\\\\q", "A=$B ${C}|$B ${C}", "A=b=c|b=c", "A=\"it's\"|it's", "  A=b|b"})
    void readsAValue(String line, String value) {
        assertThat(values(line)).containsExactly(Map.entry("A", new Redacted(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=", "A=''", "A=\"\"", "A= # nothing", "A=# nothing"})
    void readsNothing(String line) {
        assertThat(values(line)).containsExactly(Map.entry("A", new Redacted("")));
    }

    @Test
    void unescapesLineBreaksInDoubleQuotes() {
        assertThat(values("A=\"one\\ntwo\\r\\tthree\"")).containsEntry("A", new Redacted("one\ntwo\r\tthree"));
    }

    @Test
    void takesBomLineEndsCommentsAndBlankLines() {
        assertThat(values("\uFEFFA=1\r\n\r\n# note\rB=2\n\tC=3\nA=4"))
                .isEqualTo(Map.of("A", new Redacted("4"), "B", new Redacted("2"), "C", new Redacted("3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "A='canary", "A=\"canary\\\"", "1A=canary", "A-B=canary", "A='canary' more",
            "=canary", "export canary"})
    void aBadLineIsAProblemThatNamesItsNumberAndNotItsContent(String line) {
        assertThat(values("# first\n" + line + "\nB=2")).containsExactly(Map.entry("B", new Redacted("2")));
        assertThat(findings.problems()).containsExactly(new ConfigProblem(folder.resolve(".env") + ":2",
                "The line is not NAME=value.", "Close its quotes, or make it a comment with '#'."));
    }

    @Test
    void aLongBadQuoteDoesNotTakeLong() {
        assertThat(values("A=\"" + "\\\\".repeat(200_000))).isEmpty();
        assertThat(findings.problems()).hasSize(1);
    }

    @Test
    void neverShowsAValue() {
        assertThat(read("A=canary").toString()).doesNotContain("canary");
    }

    @Test
    void reportsWhatIsNotText() throws IOException {
        Path file = folder.resolve(".env");
        Files.write(file, new byte[]{'A', '=', (byte) 0xff});
        assertThat(DotEnv.read(new EnvFile(file, false), findings)).isEmpty();
        assertThat(findings.problems())
                .containsExactly(
                        new ConfigProblem(file.toString(), "The file is not UTF-8 text.", "Save it as UTF-8."));
    }

    @Test
    void reportsWhatIsMissingTooLargeOrAFolder() throws IOException {
        Path missing = folder.resolve("missing.env");
        Path large = Files.write(folder.resolve("large.env"), new byte[FileBytes.MAX_BYTES + 1]);
        for (Path file : new Path[]{missing, large, folder}) {
            assertThat(DotEnv.read(new EnvFile(file, false), findings)).isEmpty();
        }
        assertThat(findings.problems()).containsExactly(
                new ConfigProblem(missing.toString(), "'" + missing + "' does not exist.",
                        "Create it or correct the path."),
                new ConfigProblem(large.toString(), "'" + large + "' is larger than 1 MiB.", "Name a smaller file."),
                new ConfigProblem(folder.toString(), "'" + folder + "' is not a regular file.", "Name a file."));
    }

    private Map<String, Redacted> values(String text) {
        return read(text).orElseThrow().values();
    }

    private Optional<DotEnv> read(String text) {
        return DotEnv.read(new EnvFile(TextFile.write(folder.resolve(".env"), text), false), findings);
    }
}
