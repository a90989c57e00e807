package dev.lanyard.transport;

import dev.lanyard.error.AgentException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows one request from the caller's side: its deadline, its progress, and the caller's right to give up.
 *
 * <p>Cancellation, deadline and interruption end a call by one path: whatever the call waits for is let go and the server is
 * told. A call may span several HTTP exchanges. Thread-safe.
 */
public final class Call {
    /** How many times its timeout a call may last, however much progress its server reports. */
    public static final int MAX_EXTENSION = 10;

    private static final long LONGEST_NANOS = Long.MAX_VALUE / (2 * MAX_EXTENSION);

    /** Says why a call ended before its answer came. */
    enum End {
        CANCELLED, TIMED_OUT, FAILED
    }

    private final @Nullable Call whole;
    private final Duration timeout;
    private final Optional<Pace<Progress>> progress;
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private final AtomicInteger pauses = new AtomicInteger();
    private volatile String reason = "";
    private volatile @Nullable AgentException failure;
    private volatile boolean repeatable;
    private volatile long deadline;
    private long limit;
    private long pausedAt;
    private volatile @Nullable Watch watch;

    private Call(Duration timeout, Optional<Consumer<Progress>> progress, @Nullable Call whole) {
        this.whole = whole;
        this.timeout = timeout;
        this.progress = progress.map(Pace::new);
    }

    /** Returns a call that waits at most the given time for its answer. */
    public static Call within(Duration timeout) {
        return new Call(timeout, Optional.empty(), null);
    }

    /**
     * Returns a call that asks the server for progress and hands it on. Each notification starts the timeout anew
     * (MCP 2025-11-25, Lifecycle, Timeouts), up to {@value #MAX_EXTENSION} times the timeout in all; time during which the
     * server waits for the user does not count. However many there are, about {@value Pace#MAX_A_SECOND} a second are handed
     * on, the last one always.
     */
    public static Call within(Duration timeout, Consumer<Progress> progress) {
        return new Call(timeout, Optional.of(progress), null);
    }

    /** Returns a part of this call with a shorter time of its own; while the part stands still, so does this call. */
    Call part(Duration time) {
        return new Call(time, Optional.empty(), this);
    }

    /** Gives up: the caller gets {@link TransportException.Cancelled} and the server is told the reason. */
    public void cancel(String why) {
        reason = why;
        ended.complete(End.CANCELLED);
    }

    /** Ends the call with a failure that happened beside it: the server waits for what it cannot be told. */
    void fail(AgentException why) {
        failure = why;
        ended.complete(End.FAILED);
    }

    /** Returns what the call was ended with by {@link #fail}. */
    AgentException failure() {
        return Objects.requireNonNull(failure, "it has not failed");
    }

    /** Returns how long the call waits for an answer. */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Says that what is called may safely be called again, as far as its server says (MCP 2025-11-25, Tools,
     * {@code idempotentHint}). Only such a call of a tool is sent again to a server that turned it away (429, 503).
     */
    public void allowRepeat() {
        repeatable = true;
    }

    boolean isRepeatable() {
        return repeatable;
    }

    /** Returns how long the call may still last as things stand, negative if its time is over; all of its time if none runs. */
    Duration left() {
        return watch == null ? timeout : Duration.ofNanos(deadline - System.nanoTime());
    }

    /** Returns why the call was cancelled, empty if it was not. */
    String reason() {
        return reason;
    }

    boolean isEnded() {
        return ended.isDone();
    }

    /** Returns a future that completes when the call ends before its answer. */
    CompletableFuture<End> ended() {
        return ended;
    }

    /** Does the work of the call, ending it when its deadline passes; work within timed work shares its deadline. */
    public <T> T timed(Supplier<T> work) {
        if (watch != null) {
            return work.get();
        }
        begin();
        Watch mine = new Watch();
        watch = mine;
        try {
            return work.get();
        } finally {
            watch = null;
            mine.stop();
            progress.ifPresent(Pace::flush);
        }
    }

    /** Does work during which the user is waited for, and the server with us; the timeout starts anew after it. */
    public <T> T pausing(Supplier<T> work) {
        pause();
        try {
            return work.get();
        } finally {
            goOn();
        }
    }

    private synchronized void begin() {
        long now = System.nanoTime();
        limit = now + nanos() * MAX_EXTENSION;
        deadline = now + nanos();
    }

    /** Lets the time stand still until {@link #goOn} has been called as often. */
    void pause() {
        if (whole != null) {
            whole.pause();
        }
        synchronized (this) {
            if (pauses.getAndIncrement() == 0) {
                pausedAt = System.nanoTime();
            }
        }
    }

    /** Says whether no time goes by for the call just now. */
    boolean standsStill() {
        return pauses.get() > 0;
    }

    void goOn() {
        synchronized (this) {
            if (pauses.get() == 1) {
                limit += System.nanoTime() - pausedAt;
            }
            extend();
            Watch current = watch;
            if (pauses.decrementAndGet() == 0 && current != null) {
                current.restart();
            }
        }
        if (whole != null) {
            whole.goOn();
        }
    }

    /** Starts the timeout anew, but not beyond the limit. */
    private synchronized void extend() {
        long next = System.nanoTime() + nanos();
        deadline = limit - next < 0 ? limit : next;
    }

    private long nanos() {
        return Math.min(timeout.toNanos(), LONGEST_NANOS);
    }

    /** Returns how long the call could last: its timeout, or the most that progress can make of it if it came to that. */
    synchronized Duration allowed() {
        return deadline == limit ? timeout.multipliedBy(MAX_EXTENSION) : timeout;
    }

    /**
     * Waits for what another thread brings, but no longer than the call lasts. The other thread goes on for whoever else
     * waits; what it threw is thrown here too.
     *
     * @param method what the call is for, for the message of its failure
     * @throws TransportException if the call ends first, or this thread is interrupted
     */
    public <T> T await(String server, String method, CompletableFuture<T> result) {
        return awaited(result).orElseThrow(() -> ReplyReader.ended(server, method, this));
    }

    /** Waits for what another thread brings, empty if the call ends first; interruption cancels the call. */
    <T> Optional<T> awaited(CompletableFuture<T> result) {
        try {
            var unused = CompletableFuture.anyOf(result, ended).get();
            return result.isDone() ? Optional.of(result.get()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel("interrupted");
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits for the given time and says whether the call goes on after it. */
    boolean rest(Duration time) {
        try {
            ended.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel("interrupted");
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("It never fails", e);
        }
    }

    boolean wantsProgress() {
        return progress.isPresent();
    }

    void progressed(Progress made) {
        extend();
        progress.ifPresent(pace -> pace.accept(made));
    }

    /** Ends the call when its deadline passes, unless stopped before. */
    private final class Watch {
        private volatile CompletableFuture<Boolean> timer = arm();
        private volatile boolean stopped;

        private CompletableFuture<Boolean> arm() {
            CompletableFuture<Boolean> next = new CompletableFuture<>();
            long left = Math.max(0, deadline - System.nanoTime());
            var unused = next.completeOnTimeout(true, left, TimeUnit.NANOSECONDS).thenAccept(this::ring);
            return next;
        }

        private void ring(boolean expired) {
            if (!expired || stopped || pauses.get() > 0) {
                return;
            }
            if (deadline - System.nanoTime() > 0) {
                timer = arm();
            } else {
                ended.complete(End.TIMED_OUT);
            }
        }

        void restart() {
            timer.complete(false);
            timer = arm();
        }

        void stop() {
            stopped = true;
            timer.complete(false);
        }
    }
}
