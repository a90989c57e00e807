package dev.lanyard.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, sections 10.2.3 and 5.6.7. */
class RetryAfterTest {
    private static final String ANSWERED = "Sun, 06 Nov 1994 08:49:07 GMT";

    @ParameterizedTest
    @CsvSource({"0,0", "120,120", "' 7 ',7", "999999999,999999999", "99999999999999999999,2147483647"})
    void readsSeconds(String value, long seconds) {
        assertThat(RetryAfter.read(value, "")).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void readsDatesByTheServersOwnClock(String value) {
        assertThat(RetryAfter.read(value, ANSWERED)).contains(Duration.ofSeconds(30));
    }

    @Test
    void readsTheOldFormOfDates() {
        assertThat(RetryAfter.read("Saturday, 21-Nov-26 10:00:30 GMT", "Saturday, 21-Nov-26 10:00:00 GMT"))
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void aDateInThePastIsNow() {
        assertThat(RetryAfter.read("Sun, 06 Nov 1994 08:00:00 GMT", ANSWERED)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "1e3", "١", "Sun, 99 Nov 1994 08:49:37 GMT"})
    void passesOverWhatIsUnreadable(String value) {
        assertThat(RetryAfter.read(value, ANSWERED)).isEqualTo(Optional.empty());
    }

    @Test
    void aDateWithoutTheDateOfTheAnswerSaysNothing() {
        assertThat(RetryAfter.read("Sun, 06 Nov 1994 08:49:37 GMT", "")).isEmpty();
    }
}
