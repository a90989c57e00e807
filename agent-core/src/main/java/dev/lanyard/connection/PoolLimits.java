package dev.lanyard.connection;

import java.time.Duration;

/**
 * Bounds the connections that users hold.
 *
 * @param maxOpen how many may be open at once, of all users; one user holds at most half of them
 * @param maxIdle how long one stays open that nobody uses
 */
public record PoolLimits(int maxOpen, Duration maxIdle) {
    /** 1,000 connections, each closed when nobody has used it for 10 minutes. */
    public static final PoolLimits STANDARD = new PoolLimits(1000, Duration.ofMinutes(10));

    public PoolLimits {
        if (maxOpen < 1 || maxIdle.isNegative() || maxIdle.isZero()) {
            throw new IllegalArgumentException("Limits must be positive");
        }
    }

    int maxOfOneUser() {
        return Math.max(1, maxOpen / 2);
    }
}
