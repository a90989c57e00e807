package dev.lanyard.store;

import java.util.concurrent.ThreadLocalRandom;

/** Waits a little longer each time, at random so that waiters do not march in step, and not cut short; hands an interrupt on. */
final class Patience implements AutoCloseable {
    private static final int SHORTEST_MILLIS = 2;

    private final int longestMillis;
    private int nextMillis = SHORTEST_MILLIS;
    private boolean interrupted;

    Patience(int longestMillis) {
        this.longestMillis = longestMillis;
    }

    void await() {
        try {
            // Nothing tells this process that another one, or another node, has let go of a lock or a row.
            Thread.sleep(1 + ThreadLocalRandom.current().nextInt(nextMillis));
        } catch (InterruptedException e) {
            // Whoever holds a rotated token must get to store it, and whoever waits is about to hold one.
            interrupted = true;
        }
        nextMillis = Math.min(2 * nextMillis, longestMillis);
    }

    @Override
    public void close() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
