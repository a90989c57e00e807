package dev.lanyard.msal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of Entra's error codes. */
class AadstsTableTest {
    @Test
    void knowsTheCodesThatUsersMeet() {
        assertThat(AadstsTable.entries()).hasSizeGreaterThanOrEqualTo(38)
                .containsKeys("65001", "65004", "50076", "50079", "50105", "50020", "50173", "53003", "70011", "700016",
                        "700027", "7000215", "7000218", "7000222", "90002", "90009", "90094", "9010010", "500011",
                        "500113", "500131", "50011", "50013", "240002", "1002012");
    }

    @Test
    void knowsEveryCodeOfThePlaygroundsDirectory() throws Exception {
        Path identity = Path.of("../tool-servers/src/main/java/dev/lanyard/server/identity");
        Set<String> emitted = new TreeSet<>();
        try (Stream<Path> files = Files.list(identity)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                // No other number there has five digits without an underscore or a hyphen beside it.
                Matcher code = Pattern.compile("(?:(?<![-\\w])|AADSTS)(\\d{5,8})\\b(?!-)")
                        .matcher(Files.readString(file));
                while (code.find()) {
                    emitted.add(code.group(1));
                }
            }
        }

        assertThat(emitted).hasSizeGreaterThan(40).contains("65004", "7000114", "90055", "54005");
        assertThat(AadstsTable.entries()).containsKeys(emitted.toArray(String[]::new));
    }

    @Test
    void saysCauseAndFixInSentences() {
        assertThat(AadstsTable.entries().values()).allSatisfy(entry -> {
            assertThat(entry.cause()).endsWith(".");
            assertThat(entry.fix()).endsWith(".");
        });
    }

    @Test
    void findsTheCodeInADescription() {
        assertThat(AadstsTable.in("AADSTS65001: The user or administrator has not consented")).map(
                AadstsTable.Entry::way).contains(AadstsTable.Way.CONSENT);
        assertThat(List.of("AADSTS1: x", "nothing", "AADSTS99999999: y")).allSatisfy(
                text -> assertThat(AadstsTable.in(text)).isEmpty());
    }
}
