package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/security.md} to what there is; {@code .ci/security-table} writes its tests anew. */
class SecurityTableTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW = Pattern.compile("\\| ([A-E]\\d\\d) \\| .* \\| (.*) \\| (.*) \\|");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`: ((?:`\\w+`(?:, )?)+)");
    private static final Pattern METHOD = Pattern.compile("`(\\w+)`");

    private record Row(String id, String enforced, String tests) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/security.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.add(new Row(row.group(1), row.group(2), row.group(3)));
            }
        }
        return rows;
    }

    private static String source(String test) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String module : List.of("agent-core", "agent-cli", "tool-servers", "samples")) {
            Path tests = ROOT.resolve(module).resolve("src/test/java");
            try (Stream<Path> files = Files.walk(tests)) {
                for (Path file : files.filter(path -> path.endsWith(test + ".java")).toList()) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }

    @Test
    void everyRowIsThere() throws IOException {
        List<String> expected = new ArrayList<>();
        List.of("A42", "B18", "C28", "D11", "E10")
                .forEach(last -> IntStream.rangeClosed(1, Integer.parseInt(last.substring(1)))
                        .forEach(i -> expected.add(last.charAt(0) + (i < 10 ? "0" : "") + i)));

        assertThat(rows()).extracting(Row::id).containsExactlyElementsOf(expected);
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        int named = 0;
        for (Row row : rows()) {
            Matcher test = CLASS.matcher(row.tests());
            while (test.find()) {
                String source = source(test.group(1));
                Matcher method = METHOD.matcher(test.group(2));
                while (method.find()) {
                    assertThat(method.group(1)).startsWithIgnoringCase(row.id());
                    assertThat(source.contains("void " + method.group(1) + "("))
                            .as("%s.%s of row %s is a test; run .ci/security-table", test.group(1), method.group(1),
                                    row.id())
                            .isTrue();
                    named++;
                }
            }
        }

        assertThat(named).isGreaterThan(100);
    }

    @Test
    void everyRowThatIsEnforcedHasATest() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row.enforced().equals("-") || !row.tests().equals("none yet"))
                .as("row %s names where it is enforced but no test", row.id())
                .isTrue());
    }
}
