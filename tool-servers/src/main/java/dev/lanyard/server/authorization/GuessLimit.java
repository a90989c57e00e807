package dev.lanyard.server.authorization;

import dev.lanyard.server.http.HttpRefusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts the wrong codes of all who type, so that guessing the code of a device is hopeless (RFC 8628, section 5.1). Thread-safe. */
public final class GuessLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_WRONG = 30;

    private final Clock clock;
    private Instant windowEnd = Instant.MIN;
    private int wrong;

    public GuessLimit(Clock clock) {
        this.clock = clock;
    }

    /**
     * Lets the next guess be looked at.
     *
     * @throws HttpRefusal if the minute has had 30 wrong ones
     */
    public synchronized void check() {
        if (clock.instant().isBefore(windowEnd) && wrong >= MAX_WRONG) {
            throw new HttpRefusal(429, "slow_down", "Too many wrong codes. Wait a minute.");
        }
    }

    /** Counts a wrong guess; the first of a minute begins it. */
    public synchronized void wrong() {
        if (!clock.instant().isBefore(windowEnd)) {
            windowEnd = clock.instant().plus(WINDOW);
            wrong = 0;
        }
        wrong++;
    }
}
