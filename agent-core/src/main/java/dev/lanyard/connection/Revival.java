package dev.lanyard.connection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tries to bring a connection back on a thread of its own, until that is done or closed: at once, then after one second, two,
 * four, and so on up to half a minute, and never while the breaker holds. Thread-safe.
 */
final class Revival implements AutoCloseable {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Breaker.PAUSE;

    private final String name;
    private final BooleanSupplier attempt;
    private final Supplier<Duration> pause;
    private final AtomicInteger starts = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Creates one that does nothing yet.
     *
     * @param attempt tries once and says whether there is nothing left to do
     * @param pause says how long to wait at least
     */
    Revival(String name, BooleanSupplier attempt, Supplier<Duration> pause) {
        this.name = name;
        this.attempt = attempt;
        this.pause = pause;
    }

    /** Begins to try, at once if that is not under way. */
    void start() {
        if (!isClosed() && starts.getAndIncrement() == 0) {
            Thread.ofVirtual().name("lanyard-revive-" + name).start(this::run);
        }
    }

    private void run() {
        int seen;
        do {
            seen = starts.get();
            try {
                revive();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        } while (!starts.compareAndSet(seen, 0));
    }

    private void revive() throws InterruptedException {
        Duration wait = FIRST_WAIT;
        Duration next = pause.get();
        while (!closed.await(next.toMillis(), TimeUnit.MILLISECONDS) && !attempt.getAsBoolean()) {
            Duration held = pause.get();
            // A millisecond more, so that the breaker is not asked just before its time.
            next = held.isZero() ? wait : held.plusMillis(1);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
