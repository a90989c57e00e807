package dev.lanyard;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds what belongs to a user for as long as anybody uses it, so that there is one of it for each user; afterwards it is
 * collected, so that users who are gone cost nothing. Thread-safe.
 *
 * @param <T> what belongs to a user
 */
final class UserRegistry<T> {
    private final Map<String, Entry<T>> entries = new HashMap<>();
    private final ReferenceQueue<T> collected = new ReferenceQueue<>();

    /** A reference that knows its key. */
    private static final class Entry<T> extends WeakReference<T> {
        private final String user;

        Entry(String user, T value, ReferenceQueue<T> queue) {
            super(value, queue);
            this.user = user;
        }
    }

    /** Returns what belongs to a user, made if there is nothing yet. */
    synchronized T get(String user, Supplier<T> make) {
        tidy();
        Entry<T> entry = entries.get(user);
        T present = entry == null ? null : entry.get();
        if (present == null) {
            present = make.get();
            entries.put(user, new Entry<>(user, present, collected));
        }
        return present;
    }

    /** Returns what belongs to a user, empty if there is nothing. */
    synchronized Optional<T> find(String user) {
        Entry<T> entry = entries.get(user);
        return entry == null ? Optional.empty() : Optional.ofNullable(entry.get());
    }

    /** Returns how many users there are, those included that are about to be collected. */
    synchronized int size() {
        tidy();
        return entries.size();
    }

    private void tidy() {
        for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
            if (gone instanceof Entry<?> entry && entries.get(entry.user) == entry) {
                entries.remove(entry.user);
            }
        }
    }
}
