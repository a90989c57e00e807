package dev.lanyard.connection;

import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.transport.TransportException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Says when a server's tools are listed again: at most once in {@link #PAUSE}, however often the server says that they have
 * changed, and when the time has passed for which it said that they hold; after a failure up to {@value #MOST_TRIES} times in
 * all, with pauses that double. Thread-safe.
 */
final class Relisting {
    /** The least time between two listings. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /** How often one change is tried to be listed. */
    static final int MOST_TRIES = 6;

    private static final Set<ErrorCode> LASTING = Set.of(ErrorCode.INTERACTION_REQUIRED, ErrorCode.CREDENTIAL_REJECTED,
            ErrorCode.INSUFFICIENT_SCOPE, ErrorCode.CANCELLED);

    private final LongSupplier nanoTime;
    private final LongFunction<Executor> later;
    private volatile long listedAt;
    private volatile long holds;
    private volatile long triedAt;
    private final AtomicInteger failures = new AtomicInteger();

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
        this.triedAt = listedAt;
    }

    /** Hears that the tools have been listed, and for how long that holds; zero for as long as the server says nothing else. */
    void listed(Duration howLong) {
        listedAt = nanoTime.getAsLong();
        triedAt = listedAt;
        holds = howLong.toNanos();
        failures.set(0);
    }

    /**
     * Hears that a listing failed, and says whether it is to be tried again; if not, the next change begins anew. Where it is a
     * credential that is missing, the user would only be asked once more.
     */
    boolean failed(AgentException why) {
        triedAt = nanoTime.getAsLong();
        boolean mayPass = !(why instanceof TransportException.Refused) && !LASTING.contains(why.code());
        if (mayPass && failures.incrementAndGet() < MOST_TRIES) {
            return true;
        }
        failures.set(0);
        return false;
    }

    /** Says whether the server may have other tools by now. */
    boolean isStale() {
        long forHowLong = holds;
        return forHowLong > 0 && nanoTime.getAsLong() - listedAt >= forHowLong;
    }

    /** Runs a listing on a thread of its own as soon as it may. */
    void next(Runnable listing) {
        long pause = PAUSE.toNanos() << Math.max(0, failures.get() - 1);
        long wait = triedAt + pause - nanoTime.getAsLong();
        later.apply(Math.max(0, wait)).execute(listing);
    }
}
