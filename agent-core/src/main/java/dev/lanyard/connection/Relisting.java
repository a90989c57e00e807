package dev.lanyard.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Says when a server's tools are listed again: at most once in {@link #PAUSE}, however often the server says that they have
 * changed, and when the time has passed for which it said that they hold. Thread-safe.
 */
final class Relisting {
    /** The least time between two listings. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final LongFunction<Executor> later;
    private volatile long listedAt;
    private volatile long holds;

    /** Creates one by the clock of the machine. */
    Relisting(LongSupplier nanoTime) {
        this(nanoTime, nanos -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS,
                task -> Thread.ofVirtual().name("lanyard-refresh").start(task)));
    }

    /**
     * Creates one.
     *
     * @param nanoTime elapsed time in nanoseconds
     * @param later returns what runs a task after so many nanoseconds
     */
    Relisting(LongSupplier nanoTime, LongFunction<Executor> later) {
        this.nanoTime = nanoTime;
        this.later = later;
        this.listedAt = nanoTime.getAsLong() - PAUSE.toNanos();
    }

    /** Hears that the tools have been listed, and for how long that holds; zero for as long as the server says nothing else. */
    void listed(Duration howLong) {
        listedAt = nanoTime.getAsLong();
        holds = howLong.toNanos();
    }

    /** Says whether the server may have other tools by now. */
    boolean isStale() {
        long forHowLong = holds;
        return forHowLong > 0 && nanoTime.getAsLong() - listedAt >= forHowLong;
    }

    /** Runs a listing on a thread of its own as soon as it may. */
    void next(Runnable listing) {
        long wait = listedAt + PAUSE.toNanos() - nanoTime.getAsLong();
        later.apply(Math.max(0, wait)).execute(listing);
    }
}
