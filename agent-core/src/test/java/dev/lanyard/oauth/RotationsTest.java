package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RotationsTest {
    private final Rotations rotations = new Rotations();

    @Test
    void waitsForNothingWhereNoneIsUnderWay() {
        assertThat(rotations.await(Duration.ZERO)).isTrue();
    }

    @Test
    void waitsUntilTheLastHasEnded() {
        rotations.begin();
        rotations.begin();
        CompletableFuture<Boolean> waiting = CompletableFuture
                .supplyAsync(() -> rotations.await(Duration.ofMinutes(1)));

        rotations.end();
        assertThat(waiting).isNotDone();
        rotations.end();

        assertThat(waiting.join()).isTrue();
    }

    @Test
    void waitsNoLongerThanItMay() {
        rotations.begin();

        assertThat(rotations.await(Duration.ofMillis(1))).isFalse();
    }
}
