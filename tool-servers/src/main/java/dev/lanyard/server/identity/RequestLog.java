package dev.lanyard.server.identity;

import java.util.ArrayDeque;
import java.util.List;

/** Remembers the latest requests, for tests that assert what was asked of the provider. Thread-safe. */
final class RequestLog {
    private static final int REMEMBERED = 10_000;
    private final ArrayDeque<IdentityRequest> requests = new ArrayDeque<>();

    synchronized void add(IdentityRequest request) {
        if (requests.size() == REMEMBERED) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    synchronized List<IdentityRequest> all() {
        return List.copyOf(requests);
    }
}
