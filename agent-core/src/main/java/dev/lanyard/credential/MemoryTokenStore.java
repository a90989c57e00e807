package dev.lanyard.credential;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps entries in memory, each behind its own lock, so that a slow change holds up no other entry. */
final class MemoryTokenStore implements TokenStore {
    private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();

    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Secret value;
        private boolean gone;
    }

    @Override
    public Optional<Secret> find(Key key) {
        Entry entry = entries.get(key);
        return entry == null ? Optional.empty() : Optional.ofNullable(entry.value);
    }

    @Override
    public Optional<Secret> update(Key key, UnaryOperator<Optional<Secret>> change) {
        while (true) {
            Entry entry = entries.computeIfAbsent(key, unused -> new Entry());
            entry.lock.lock();
            try {
                if (entry.gone) {
                    // It was removed while we waited for it.
                    continue;
                }
                Optional<Secret> next = change.apply(Optional.ofNullable(entry.value));
                entry.value = next.orElse(null);
                if (next.isEmpty()) {
                    entry.gone = true;
                    entries.remove(key, entry);
                }
                return next;
            } finally {
                entry.lock.unlock();
            }
        }
    }

    @Override
    public List<Key> keys() {
        return entries.entrySet()
                .stream()
                .filter(entry -> entry.getValue().value != null)
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
