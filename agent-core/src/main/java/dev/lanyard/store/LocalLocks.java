package dev.lanyard.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** Gives the threads of this process one lock for each key; a lock that nobody wants is forgotten. */
final class LocalLocks<K> {
    private final ConcurrentMap<K, Turn> turns = new ConcurrentHashMap<>();

    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock();
        /** How many threads hold the lock or wait for it; changed only inside the map's compute. */
        private int users;
    }

    /** A lock that is held; close it on the thread that took it. */
    final class Held implements AutoCloseable {
        private final K key;
        private final Turn turn;

        private Held(K key, Turn turn) {
            this.key = key;
            this.turn = turn;
        }

        /** Returns whether this thread had the lock already. */
        boolean nested() {
            return turn.lock.getHoldCount() > 1;
        }

        @Override
        public void close() {
            turn.lock.unlock();
            turns.computeIfPresent(key, (unused, left) -> --left.users == 0 ? null : left);
        }
    }

    /** Waits for the key's lock and takes it. */
    Held hold(K key) {
        Turn turn = turns.compute(key, (unused, found) -> {
            Turn wanted = found == null ? new Turn() : found;
            wanted.users++;
            return wanted;
        });
        turn.lock.lock();
        return new Held(key, turn);
    }

    /** Returns how many keys are locked or wanted. */
    int size() {
        return turns.size();
    }
}
