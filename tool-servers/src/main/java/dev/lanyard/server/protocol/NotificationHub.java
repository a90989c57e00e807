package dev.lanyard.server.protocol;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Brings changes to the streams that are open. Keeps a stream no longer than it is open. */
final class NotificationHub {
    private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

    void add(Subscription subscription) {
        open.add(subscription);
    }

    void remove(Subscription subscription) {
        open.remove(subscription);
    }

    /** Puts a change into every stream that wants it; never blocks. */
    void publish(Change change) {
        open.forEach(subscription -> subscription.offer(change));
    }

    /** Returns how many streams are open. */
    int size() {
        return open.size();
    }
}
