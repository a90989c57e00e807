package dev.lanyard.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps callers from waiting for a server that cannot be reached: after {@value #FAILURES} failures in a row it lets nobody
 * through for {@link #PAUSE}, then one caller at a time to try. One for all connections to a server. Thread-safe.
 *
 * <p>Only failures to reach the server count, and those that happen side by side count once: a server that dies under a
 * hundred calls has failed once, and is tried again at once when it is back.
 */
final class Breaker {
    static final int FAILURES = 5;
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final Clock clock;
    private int failures;
    private long counted;
    private Instant since = Instant.EPOCH;
    private Instant nextTry = Instant.EPOCH;

    /** Knows what had failed before somebody tried the server. */
    record Leave(long counted) {}

    Breaker(Clock clock) {
        this.clock = clock;
    }

    /**
     * Lets a caller through. The one who comes when the pause is over is the probe; the others wait for the next pause to end.
     *
     * @throws ConnectionException.Suspended if the server is not to be tried now
     */
    synchronized Leave admit(String server) {
        if (isOpen()) {
            Instant now = clock.instant();
            if (now.isBefore(nextTry)) {
                throw new ConnectionException.Suspended(server, since, nextTry);
            }
            nextTry = now.plus(PAUSE);
        }
        return leave();
    }

    /** Returns what has failed so far, for one who does not try the server but waits for another who does. */
    synchronized Leave leave() {
        return new Leave(counted);
    }

    /** Hears that the server answered, whatever it said. */
    synchronized void reached() {
        failures = 0;
    }

    /** Hears that the server could not be reached by a caller who was let through. */
    synchronized void missed(Leave leave) {
        if (leave.counted() == counted) {
            counted++;
            Instant now = clock.instant();
            since = failures == 0 ? now : since;
            failures++;
            nextTry = now.plus(PAUSE);
        }
    }

    /** Says whether callers are kept from the server. */
    synchronized boolean isOpen() {
        return failures >= FAILURES;
    }

    /** Returns how long it is until the server may be tried, zero if it may be tried now. */
    synchronized Duration pause() {
        Duration left = isOpen() ? Duration.between(clock.instant(), nextTry) : Duration.ZERO;
        return left.isNegative() ? Duration.ZERO : left;
    }
}
