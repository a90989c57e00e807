package dev.lanyard.store;

import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, as long as the process lives, what could not be stored, and says so once. What somebody else stores in the meantime
 * is newer and counts. Holds at most {@value #MOST} entries; the oldest go first.
 */
final class Unwritten {
    private static final int MOST = 10_000;

    private final Consumer<String> warnings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TokenStore.Key, Change> changes = new LinkedHashMap<>();
    private boolean warned;

    /** From what was stored to what should be; null for no entry. */
    private record Change(@Nullable Secret stored, @Nullable Secret wanted) {}

    Unwritten(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** Returns the entry's newest value, given what is stored; null for none. */
    @Nullable
    Secret latest(TokenStore.Key key, @Nullable Secret stored) {
        lock.lock();
        try {
            Change change = changes.get(key);
            return change != null && Objects.equals(change.stored(), stored) ? change.wanted() : stored;
        } finally {
            lock.unlock();
        }
    }

    void keep(TokenStore.Key key, @Nullable Secret stored, @Nullable Secret wanted) {
        lock.lock();
        try {
            changes.remove(key);
            changes.put(key, new Change(stored, wanted));
            if (changes.size() > MOST) {
                changes.remove(changes.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(TokenStore.Key key) {
        lock.lock();
        try {
            changes.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether everything could be stored. */
    boolean isEmpty() {
        lock.lock();
        try {
            return changes.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the keys that have a value, given those that are stored. */
    List<TokenStore.Key> keys(List<TokenStore.Key> stored) {
        lock.lock();
        try {
            List<TokenStore.Key> keys = new ArrayList<>(stored);
            changes.forEach((key, change) -> {
                if (change.wanted() == null) {
                    keys.remove(key);
                } else if (!keys.contains(key)) {
                    keys.add(key);
                }
            });
            return List.copyOf(keys);
        } finally {
            lock.unlock();
        }
    }

    /** Says once that the store is not what it should be. */
    void warn(String warning) {
        lock.lock();
        try {
            if (warned) {
                return;
            }
            warned = true;
        } finally {
            lock.unlock();
        }
        warnings.accept(warning);
    }
}
