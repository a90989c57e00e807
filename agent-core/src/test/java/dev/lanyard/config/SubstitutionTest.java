package dev.lanyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutionTest {
    private static final Place PLACE = Place.ofServer("a", "servers.a.field");
    @TempDir
    private Path folder;
    private final Findings findings = new Findings();
    private Substitution substitution = new Substitution(
            new ConfigSource(ConfigSource.Kind.NONE, null, Path.of("/"), List.of()), Environment.of(Map.of()), Set.of(),
            findings);

    @BeforeEach
    void open() {
        TextFile.write(folder.resolve("key.txt"), "canary");
        ConfigSource source = new ConfigSource(ConfigSource.Kind.USER, folder.resolve("mcp.json"), Path.of("/space"),
                List.of());
        substitution = new Substitution(source, Environment.of(Map.of("X", "1", "Y", "2")), Set.of("key"), findings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {"plain|plain", "${env:X}|${env:X}", "${X}|${env:X}",
            "a${X}b${Y}c|a${env:X}b${env:Y}c",
            "${X}${Y}|${env:X}${env:Y}", "${Z:-d}|${env:Z:-d}", "${env:Z:-}|${env:Z:-}", "${Z:-a:-b}|${env:Z:-a:-b}",
            "${input:key}|${input:key}", "Bearer ${input:key}|Bearer ${input:key}", "${workspaceFolder}/x|/space/x",
            "$X|$X", "$${X}|$${env:X}", "}{|}{", "${X}}|${env:X}}"})
    void readsReferences(String raw, String asWritten) {
        assertThat(substitution.secret(raw, PLACE).asWritten()).isEqualTo(asWritten);
        assertThat(findings.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {"plain|plain", "a${env:X}b${Y}|a1b2", "${Z:-d}|d",
            "${X:-d}|1",
            "${workspaceFolder}|/space"})
    void writesVariablesIntoTexts(String raw, String text) {
        assertThat(substitution.text(raw, PLACE)).isEqualTo(text);
        assertThat(findings.problems()).isEmpty();
    }

    @Test
    void doesNotSubstituteTwice() {
        Substitution nested = new Substitution(new ConfigSource(ConfigSource.Kind.NONE, null, folder, List.of()),
                Environment.of(Map.of("X", "${Y}", "Y", "canary")), Set.of(), findings);
        assertThat(nested.text("${X}", PLACE)).isEqualTo("${Y}");
    }

    @Test
    void remembersWhichVariablesWereWrittenAndForWhom() {
        substitution.text("${X}${Z:-d}", PLACE);
        substitution.secret("${Y}", PLACE);
        assertThat(substitution.written()).containsExactly(Map.entry("server 'a'", Set.of("X", "Z")));
    }

    @Test
    void findsAFileBesideTheConfiguration() {
        assertThat(substitution.secret("${file:key.txt}", PLACE))
                .isEqualTo(new SecretRef.File(folder.resolve("key.txt")));
        assertThat(findings.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${command:x}", "${}", "${env:}", "${1X}", "${env:A B}", "${config:a.b}", "${X:-${Y}}"})
    void reportsWhatIsNoReference(String raw) {
        substitution.secret(raw, PLACE);
        assertThat(findings.problems()).containsExactly(new ConfigProblem("servers.a.field",
                "A '${…}' here is none that Lanyard knows.",
                "Use ${env:NAME}, ${input:id}, ${file:path}, ${workspaceFolder}, ${NAME} or ${NAME:-default}."));
    }

    @Test
    void reportsWhatIsNotSetNotDeclaredNotThereOrNotClosed() {
        substitution.secret("${env:Z}${input:other}${file:none.txt}${X", PLACE);
        assertThat(findings.problems()).containsExactly(
                new ConfigProblem("servers.a.field", "Variable 'Z' is not set; server 'a' needs it.",
                        "Set Z in your environment or in .env."),
                new ConfigProblem("servers.a.field", "Input 'other' is not declared; server 'a' needs it.",
                        "Add it to 'inputs' with type 'promptString'."),
                new ConfigProblem("servers.a.field",
                        "File '" + folder.resolve("none.txt")
                                + "' does not exist or cannot be read; server 'a' needs it.",
                        "Create it or correct the path."),
                new ConfigProblem("servers.a.field", "'${' is not closed.", "Add '}'."));
    }

    @Test
    void a41filesAndInputsStandOnlyWhereTheyMay() {
        substitution.text("${input:key}", PLACE);
        substitution.value("${file:key.txt}", PLACE);
        substitution.text("${file:key.txt}", PLACE);
        assertThat(findings.problems()).containsExactly(
                new ConfigProblem("servers.a.field",
                        "'${input:key}' cannot stand here, where it is needed at once.",
                        "Use a variable, '${env:NAME}'."),
                fileProblem(), fileProblem());
    }

    private ConfigProblem fileProblem() {
        return new ConfigProblem("servers.a.field",
                "'${file:" + folder.resolve("key.txt") + "}' cannot stand here.",
                "Use it in 'headers', 'env', 'value' or 'clientSecret'.");
    }
}
