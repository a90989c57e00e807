package dev.lanyard.resolution;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a value when it is first wanted, once; a failure is not kept. Thread-safe. */
final class Lazy<T> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<T> maker;
    private volatile @Nullable T value;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Returns the value if it has been made. */
    Optional<T> made() {
        return Optional.ofNullable(value);
    }

    T get() {
        T made = value;
        if (made != null) {
            return made;
        }
        lock.lock();
        try {
            made = value;
            if (made == null) {
                made = maker.get();
                value = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }
}
