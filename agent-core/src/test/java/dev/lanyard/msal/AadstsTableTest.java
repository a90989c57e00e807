package dev.lanyard.msal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
