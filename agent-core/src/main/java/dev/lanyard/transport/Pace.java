package dev.lanyard.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on at most {@value #MAX_A_SECOND} items a second, however many come: of the rest the newest takes the place of those
 * before it and is handed on when the second is over, so that the last one is never lost. A consumer that throws costs
 * nobody anything. Thread-safe; one item at a time is handed on, in their order.
 *
 * @param <T> what is handed on
 */
final class Pace<T> {
    static final int MAX_A_SECOND = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<T> consumer;
    private final LongSupplier nanoTime;
    private final Executor nextSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable T waiting;
    private boolean waking;
    private boolean thrown;
    private long begun;
    private int handed;

    /** Hands on to a consumer, by the clock of the machine. */
    Pace(Consumer<T> consumer) {
        this(consumer, System::nanoTime, Pace::inASecond);
    }

    /**
     * Hands on to a consumer.
     *
     * @param nanoTime elapsed time in nanoseconds
     * @param nextSecond runs a task a second later
     */
    Pace(Consumer<T> consumer, LongSupplier nanoTime, Executor nextSecond) {
        this.consumer = consumer;
        this.nanoTime = nanoTime;
        this.nextSecond = nextSecond;
        this.begun = nanoTime.getAsLong() - SECOND;
    }

    /** Hands an item on, now or when its turn comes. */
    void accept(T item) {
        lock.lock();
        try {
            waiting = item;
            long now = nanoTime.getAsLong();
            if (now - begun >= SECOND) {
                begun = now;
                handed = 0;
            }
            if (handed < MAX_A_SECOND) {
                handed++;
                handOn();
            } else if (!waking) {
                waking = true;
                nextSecond.execute(this::wake);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands on what still waits, since nothing more will come. */
    void flush() {
        lock.lock();
        try {
            handOn();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            waking = false;
            T item = waiting;
            if (item != null) {
                accept(item);
            }
        } finally {
            lock.unlock();
        }
    }

    private void handOn() {
        T item = waiting;
        waiting = null;
        if (item == null) {
            return;
        }
        try {
            consumer.accept(item);
        } catch (RuntimeException e) {
            if (!thrown) {
                thrown = true;
                LOG.warn("A listener threw; what it hears about goes on", e);
            }
        }
    }

    private static void inASecond(Runnable task) {
        CompletableFuture
                .delayedExecutor(1, TimeUnit.SECONDS, work -> Thread.ofVirtual().name("lanyard-pace").start(work))
                .execute(task);
    }
}
