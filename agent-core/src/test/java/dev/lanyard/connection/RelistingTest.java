package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.CredentialException;
import dev.lanyard.error.AgentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RelistingTest {
    private final AgentException away = new CredentialException.Unavailable("s", "is away", "Wait.", null);

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
    void aListingThatFailsIsTriedAgainWithGrowingPausesAndNotForEver() {
        relisting.listed(Duration.ZERO);
        while (relisting.failed(away)) {
            relisting.next(() -> {});
        }
        relisting.next(() -> {});

        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 1L);
        assertThat(relisting.failed(away)).isTrue();
    }

    @Test
    void theUserIsNotAskedToSignInOnceMoreForAList() {
        assertThat(relisting.failed(
                new CredentialException.InteractionRequired("s", "wants a sign-in", "Sign in.", null, null))).isFalse();
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
