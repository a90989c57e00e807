package dev.lanyard.cli.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes something once: when its owner does, or when a signal ends the process before (SIGTERM, SIGHUP, SIGINT). The process
 * then waits for that, or for a closing that is under way, {@value #PATIENCE_SECONDS} seconds at most.
 */
final class ClosedAtExit implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 3;
    private static final AtomicBoolean ENDING = new AtomicBoolean();

    private final Runnable closing;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final Thread hook = new Thread(this::atExit, "lanyard-exit");

    private ClosedAtExit(Runnable closing) {
        this.closing = closing;
    }

    /** Returns what does the closing at the end of the process, unless that is done before. */
    static ClosedAtExit of(Runnable closing) {
        ClosedAtExit made = new ClosedAtExit(closing);
        try {
            Runtime.getRuntime().addShutdownHook(made.hook);
        } catch (IllegalStateException e) {
            // The process is ending already: what was opened too late is closed at once.
            made.run();
        }
        return made;
    }

    private void run() {
        if (begun.compareAndSet(false, true)) {
            try {
                closing.run();
            } finally {
                closed.complete(true);
            }
        }
    }

    /** Says whether a signal ends the process, so that what fails now fails because it was closed. */
    static boolean isEnding() {
        return ENDING.get();
    }

    private void atExit() {
        ENDING.set(true);
        Thread.ofPlatform().daemon().name("lanyard-close").start(this::run);
        try {
            var unused = closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The process was told to end, and does.
        }
    }

    /** Closes it unless that has begun. */
    @Override
    public void close() {
        run();
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook knows that this is done.
        }
    }
}
