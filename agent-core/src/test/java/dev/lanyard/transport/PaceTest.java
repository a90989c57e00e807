package dev.lanyard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SECURITY, B13. */
class PaceTest {
    private final AtomicLong now = new AtomicLong();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<Integer> heard = new ArrayList<>();
    private final Pace<Integer> pace = new Pace<>(heard::add, now::get, later::add);

    private void flood(int count) {
        IntStream.rangeClosed(1, count).forEach(pace::accept);
    }

    private void aSecondPasses() {
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        later.remove().run();
    }

    @Test
    void b13aFloodIsHeardTwentyTimesASecond() {
        flood(10_000);

        assertThat(heard).isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(later).hasSize(1);
    }

    @Test
    void theLastIsHeardWhenTheSecondIsOver() {
        flood(10_000);
        aSecondPasses();

        assertThat(heard).hasSize(21).endsWith(10_000);
        assertThat(later).isEmpty();
    }

    @Test
    void theLastIsHeardAtTheEnd() {
        flood(10_000);
        pace.flush();
        pace.flush();
        aSecondPasses();

        assertThat(heard).hasSize(21).endsWith(10_000);
    }

    @Test
    void eachSecondIsBounded() {
        for (int second = 0; second < 5; second++) {
            flood(1000);
            aSecondPasses();
        }

        assertThat(heard).hasSize(5 * 20 + 1).endsWith(1000);
    }

    @Test
    void aConsumerThatThrowsGoesOnHearing() {
        Pace<Integer> broken = new Pace<>(item -> {
            heard.add(item);
            throw new IllegalStateException("mine");
        }, now::get, later::add);
        IntStream.rangeClosed(1, 30).forEach(broken::accept);
        broken.flush();

        assertThat(heard).hasSize(21);
    }
}
