package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps results for as long as their server says ({@code ttlMs}, at most an hour; MCP 2026-07-28, Caching). It belongs to
 * one session and so to one caller: what is {@code private} is never shown to another. An answer to what was asked before the
 * server said that something has changed is not kept, since it may be of before. Thread-safe.
 */
final class ResultCache {
    private static final Set<String> CACHEABLE = Set.of("tools/list", "prompts/list", "resources/list",
            "resources/templates/list", "resources/read");
    private static final Set<String> SCOPES = Set.of("private", "public");
    private static final long MAX_MILLIS = 3_600_000;
    private static final int MAX_ENTRIES = 64;

    private final LongSupplier nanoTime;
    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();
    private long changes;

    private record Key(String method, ObjectNode params) {}

    private record Kept(JsonNode result, long until) {}

    /** Creates a cache that reads elapsed time, in nanoseconds, from the given source. */
    ResultCache(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    Optional<JsonNode> find(String method, ObjectNode params) {
        return Optional.ofNullable(kept.get(new Key(method, params)))
                .filter(entry -> entry.until() - nanoTime.getAsLong() > 0)
                .map(Kept::result);
    }

    /** Returns how often something has changed, to be read before a request is sent. */
    synchronized long changes() {
        return changes;
    }

    /**
     * Keeps a result, unless something has changed since its request was sent.
     *
     * @param before what {@link #changes} was then
     */
    synchronized void keep(String method, ObjectNode params, JsonNode result, long before) {
        long millis = Math.min(MAX_MILLIS, result.path("ttlMs").asLong(0));
        if (before == changes && millis > 0 && CACHEABLE.contains(method)
                && SCOPES.contains(result.path("cacheScope").asText())) {
            long now = nanoTime.getAsLong();
            if (kept.size() >= MAX_ENTRIES) {
                kept.values().removeIf(entry -> entry.until() - now <= 0);
            }
            if (kept.size() < MAX_ENTRIES) {
                kept.put(new Key(method, params.deepCopy()), new Kept(result, now + millis * 1_000_000));
            }
        }
    }

    /** Says whether news of this method mean that a result may no longer hold; what a server logs does not. */
    static boolean outdates(String method) {
        return method.endsWith("/list_changed") || method.equals("notifications/resources/updated");
    }

    /** Forgets everything, since the server said that something has changed. */
    synchronized void clear() {
        changes++;
        kept.clear();
    }
}
