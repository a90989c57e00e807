package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RelistingTest {
    private final AtomicLong now = new AtomicLong(5);
    private final List<Duration> waits = new ArrayList<>();
    private final Relisting relisting = new Relisting(now::get, nanos -> {
        waits.add(Duration.ofNanos(nanos));
        return Runnable::run;
    });

    @Test
    void theFirstListingWaitsForNothingAndTheNextForASecond() {
        relisting.next(() -> relisting.listed(Duration.ZERO));
        now.addAndGet(Duration.ofMillis(300).toNanos());
        relisting.next(() -> relisting.listed(Duration.ZERO));
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        relisting.next(() -> relisting.listed(Duration.ZERO));

        assertThat(waits).containsExactly(Duration.ZERO, Duration.ofMillis(700), Duration.ZERO);
    }

    @Test
    void aListIsStaleWhenTheTimeHasPassedForWhichItHolds() {
        relisting.listed(Duration.ofSeconds(30));
        assertThat(relisting.isStale()).isFalse();
        now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(relisting.isStale()).isTrue();
    }

    @Test
    void aListHoldsForAsLongAsTheServerSaysNothing() {
        relisting.listed(Duration.ZERO);
        now.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(relisting.isStale()).isFalse();
    }
}
