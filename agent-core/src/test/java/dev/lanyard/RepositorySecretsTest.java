package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SECURITY: E09. No file of this project holds what works anywhere; a hook could be left out, a test cannot. */
class RepositorySecretsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MOST_BYTES = 1 << 20;
    /** What others build or keep here, and what git ignores. */
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", ".idea", ".vscode");
    private static final Set<String> IGNORED = Set.of(".env");
    /** The shapes that issuers give to what they issue, each whole; the shorter ones of tests are none. */
    private static final Pattern LIVE = Pattern.compile(String.join("|", "gh[pousr]_[A-Za-z0-9]{36}",
            "github_pat_[A-Za-z0-9_]{60}", "sk-[A-Za-z0-9_-]{40}", "tvly-[A-Za-z0-9-]{24}", "AKIA[0-9A-Z]{16}",
            "AIza[A-Za-z0-9_-]{35}", "xox[abpr]-[A-Za-z0-9-]{20}", "glpat-[A-Za-z0-9_-]{20}",
            "[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{34}", "-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\\s+[A-Za-z0-9+/]{40}",
            "eyJ[A-Za-z0-9_-]{20,}\\.eyJ[A-Za-z0-9_-]{40,}\\.[A-Za-z0-9_-]{40,}"));

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.size() < MOST_BYTES
                        && !IGNORED.contains(String.valueOf(file.getFileName()))) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    @Test
    void e09noFileHoldsASecretThatWorks() throws IOException {
        List<Path> files = files();

        assertThat(files).hasSizeGreaterThan(500);
        for (Path file : files) {
            // Bytes as characters: a file that is not UTF-8 is read, too.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(LIVE.matcher(text).find()).as("%s holds what looks like a live secret", ROOT.relativize(file))
                    .isFalse();
        }
    }

    @Test
    void e09theExampleSetsNothing() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve(".env.example"));

        assertThat(lines).allSatisfy(line -> assertThat(line).matches("|#.*"));
        assertThat(lines.stream().filter(line -> line.matches("#\\w+=.*"))).hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line).endsWith("="));
    }

    @Test
    void e09gitLeavesOutWhatHoldsSecrets() throws IOException {
        try (Stream<String> lines = Files.lines(ROOT.resolve(".gitignore"))) {
            assertThat(lines).contains(".env");
        }
    }

    /** Put together here, so that this file holds none. */
    @ParameterizedTest
    @ValueSource(strings = {"ghp_", "tvly-dev-", "AKIA", "sk-proj-", "glpat-"})
    void e09knowsALiveSecretWhenItSeesOne(String beginning) {
        assertThat(LIVE.matcher("KEY=" + beginning + "A1B2".repeat(12)).find()).isTrue();
    }
}
