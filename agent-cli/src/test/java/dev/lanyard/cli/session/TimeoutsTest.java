package dev.lanyard.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
    private static final Duration USUAL = Duration.ofSeconds(3);

    @Test
    void aCommandWaitsAsLongAsItsServersMayTake() {
        assertThat(new Timeouts(null, Duration.ofMinutes(5)).patience(USUAL)).isEqualTo(USUAL);
        assertThat(new Timeouts(Duration.ofSeconds(1), null).patience(USUAL)).isEqualTo(USUAL);
        assertThat(new Timeouts(Duration.ofSeconds(60), null).patience(USUAL)).isGreaterThan(Duration.ofSeconds(60));
    }
}
