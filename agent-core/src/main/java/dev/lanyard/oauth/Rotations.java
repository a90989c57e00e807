package dev.lanyard.oauth;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the refresh tokens that are being used up right now. A program that ends between the issuer's answer and its storing
 * leaves a spent token behind, whose next use takes the user's sign-in back (OAuth 2.1, section 4.3.1). Thread-safe.
 */
final class Rotations {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int underWay;

    void begin() {
        lock.lock();
        try {
            underWay++;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            underWay--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until none is under way, at most so long; says whether that is so. An interrupt ends the wait. */
    boolean await(Duration longest) {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (underWay > 0 && left > 0) {
                left = ended.awaitNanos(left);
            }
            return underWay == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return underWay == 0;
        } finally {
            lock.unlock();
        }
    }
}
