package dev.lanyard.cli.prompt;

import dev.lanyard.cli.console.Console;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says once how long a code lasts, and then counts it down where a line can change in place. */
final class Countdown {
    private final Console console;
    private final Clock clock;
    private @Nullable ScheduledExecutorService ticking;

    Countdown(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    synchronized void start(Instant end) {
        stop();
        console.line("  The code lasts " + said(left(end)) + ". Ctrl-C gives up.");
        ScheduledExecutorService started = Executors
                .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("lanyard-countdown").factory());
        ticking = started;
        var unused = started.scheduleAtFixedRate(() -> tick(end), 0, 1, TimeUnit.SECONDS);
    }

    synchronized void stop() {
        if (ticking != null) {
            ticking.shutdownNow();
            ticking = null;
            console.status("");
        }
    }

    private synchronized void tick(Instant end) {
        if (ticking == null) {
            return;
        }
        if (left(end).isZero()) {
            stop();
        } else {
            console.status(console.style().dim("  waiting for you to sign in · " + said(left(end)) + " left"));
        }
    }

    private Duration left(Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    static String said(Duration time) {
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart())
                : String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart());
    }
}
