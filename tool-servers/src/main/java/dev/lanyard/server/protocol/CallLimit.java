package dev.lanyard.server.protocol;

import dev.lanyard.server.http.HttpRefusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bounds how much one caller does at once, so that one cannot starve the others. */
final class CallLimit {
    private final Map<Caller, Integer> running = new ConcurrentHashMap<>();
    private final String what;
    private final int max;

    /**
     * Bounds something.
     *
     * @param what names it, in the plural
     * @param max how many of it one caller may run at once
     */
    CallLimit(String what, int max) {
        this.what = what;
        this.max = max;
    }

    /**
     * Counts one in, until {@link #leave}.
     *
     * @throws HttpRefusal with 429 if the caller runs as many as allowed (RFC 6585, section 4)
     */
    void enter(Caller caller) {
        running.compute(caller.principal(), (key, count) -> {
            int before = count == null ? 0 : count;
            if (before >= max) {
                throw new HttpRefusal(429, "too_many_requests",
                        "At most " + max + " " + what + " run at once for one caller.", Map.of("Retry-After", "1"));
            }
            return before + 1;
        });
    }

    void leave(Caller caller) {
        running.computeIfPresent(caller.principal(), (key, count) -> count > 1 ? count - 1 : null);
    }
}
