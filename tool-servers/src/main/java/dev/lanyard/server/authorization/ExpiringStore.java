package dev.lanyard.server.authorization;

import dev.lanyard.server.auth.SecretHash;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values for a time under keys that are secrets, of which it knows only the hashes. Holds a limited number: the oldest
 * makes place for the newest. Thread-safe.
 */
public final class ExpiringStore<V> {
    private record Entry<V>(V value, Instant end) {}

    private final Map<SecretHash, Entry<V>> entries = new LinkedHashMap<>();
    private final Clock clock;
    private final int limit;

    /** Creates a store for at most so many values. */
    public ExpiringStore(Clock clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** Keeps a value for a time, in place of one that is there under the same key. */
    public synchronized void put(String key, V value, Duration lifetime) {
        Instant now = clock.instant();
        entries.remove(SecretHash.of(key));
        var oldest = entries.entrySet().iterator();
        while (oldest.hasNext()) {
            if (now.isBefore(oldest.next().getValue().end()) && entries.size() < limit) {
                break;
            }
            oldest.remove();
        }
        entries.put(SecretHash.of(key), new Entry<>(value, now.plus(lifetime)));
    }

    /** Returns the value under a key, unless its time is over. */
    public synchronized Optional<V> find(String key) {
        return live(entries.get(SecretHash.of(key)));
    }

    /** Finds a value and forgets it, so that of several callers one gets it. */
    public synchronized Optional<V> take(String key) {
        return live(entries.remove(SecretHash.of(key)));
    }

    private Optional<V> live(@Nullable Entry<V> entry) {
        return Optional.ofNullable(entry).filter(found -> clock.instant().isBefore(found.end())).map(Entry::value);
    }
}
