package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class BreakerTest {
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final Breaker breaker = new Breaker(clock);

    private void miss(int times) {
        for (int i = 0; i < times; i++) {
            breaker.missed(breaker.admit("s"));
            clock.add(Duration.ofSeconds(1));
        }
    }

    @Test
    void opensAfterFiveFailures() {
        miss(4);
        var unused = breaker.admit("s");
        miss(1);

        var failure = catchThrowableOfType(ConnectionException.Suspended.class, () -> breaker.admit("s"));
        assertThat(failure).hasMessage("Server 's' was not asked: it has not been reached since 2026-01-01T00:00:00Z. "
                + "It is tried again at 2026-01-01T00:00:34Z. Check its address and that it is running.");
        assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(failure.since()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(failure.nextTry()).isEqualTo("2026-01-01T00:00:34Z");
        assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(29));
    }

    @Test
    void anyAnswerStartsTheCountAnew() {
        miss(4);
        breaker.reached();
        miss(4);

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void failuresSideBySideAreOne() {
        Breaker.Leave together = breaker.admit("s");
        for (int i = 0; i < 100; i++) {
            breaker.missed(together);
        }
        assertThat(breaker.isOpen()).isFalse();
        miss(4);

        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void letsOneThroughAfterHalfAMinute() {
        miss(5);
        clock.add(Duration.ofSeconds(28));
        assertThatThrownBy(() -> breaker.admit("s")).isInstanceOf(ConnectionException.Suspended.class);
        clock.add(Duration.ofSeconds(1));
        var probe = breaker.admit("s");

        assertThatThrownBy(() -> breaker.admit("s")).isInstanceOf(ConnectionException.Suspended.class);
        breaker.missed(probe);
        assertThatThrownBy(() -> breaker.admit("s")).isInstanceOf(ConnectionException.Suspended.class);
        clock.add(Duration.ofSeconds(30));
        var unused = breaker.admit("s");
        breaker.reached();
        unused = breaker.admit("s");

        assertThat(breaker.pause()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aProbeThatNeverReportsIsFollowedByAnother() {
        miss(5);
        clock.add(Duration.ofSeconds(29));
        var lost = breaker.admit("s");
        clock.add(Duration.ofSeconds(30));
        var unused = breaker.admit("s");

        breaker.missed(lost);
        assertThat(breaker.isOpen()).isTrue();
    }
}
