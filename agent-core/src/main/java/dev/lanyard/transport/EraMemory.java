package dev.lanyard.transport;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which era each server speaks, for every session with it. Thread-safe. */
final class EraMemory {
    private final Map<String, Era> eras = new ConcurrentHashMap<>();

    /** Is a family of protocol revisions. */
    enum Era {
        /** A session that begins with {@code initialize}: up to 2025-11-25. */
        HANDSHAKE,
        /** Requests that stand for themselves: from 2026-07-28. */
        STATELESS
    }

    Optional<Era> of(String server) {
        return Optional.ofNullable(eras.get(server));
    }

    /** Forgets what may no longer hold, and says whether there was anything. */
    boolean forget(String server) {
        return eras.remove(server) != null;
    }

    /** Takes in what the server has shown by an answer. */
    void remember(String server, Era era) {
        eras.put(server, era);
    }
}
