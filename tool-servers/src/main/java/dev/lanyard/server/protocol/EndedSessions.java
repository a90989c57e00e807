package dev.lanyard.server.protocol;

import java.util.LinkedHashSet;

/**
 * Remembers the sessions that were ended before their time, the latest 10,000 of them, so that their ids are refused. Bound
 * to this process: other nodes forget an ended session when it expires.
 */
final class EndedSessions {
    private static final int MAX = 10_000;

    private final LinkedHashSet<String> nonces = new LinkedHashSet<>();

    synchronized void add(Session session) {
        if (nonces.add(session.nonce()) && nonces.size() > MAX) {
            nonces.removeFirst();
        }
    }

    synchronized boolean contains(Session session) {
        return nonces.contains(session.nonce());
    }
}
