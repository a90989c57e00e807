package dev.lanyard.network;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads hostile {@code Retry-After} and {@code Date} headers: never fails, and a wait is never negative. */
public final class RetryAfterFuzz {
    private RetryAfterFuzz() {}

    /** Takes any bytes: what the server asks for, and in the second line what time it says that it is. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
        RetryAfter.read(lines[0], lines.length > 1 ? lines[1] : "").filter(Duration::isNegative).ifPresent(wait -> {
            throw new AssertionError("Negative: " + wait);
        });
    }
}
