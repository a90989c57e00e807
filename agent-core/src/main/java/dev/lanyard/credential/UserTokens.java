package dev.lanyard.credential;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the tokens of many users, at most so many: when there are more, those that have ended go, then those that were used
 * the longest ago, a tenth at once. To find a token looks at no other. Thread-safe.
 */
final class UserTokens {
    private final int most;
    private final Clock clock;
    private final ConcurrentMap<Place, Entry> entries = new ConcurrentHashMap<>();
    private final ReentrantLock trimming = new ReentrantLock();

    /** Names a token: what it is for, whoever the user is, and the user. */
    private record Place(CredentialKey key, String user) {}

    private static final class Entry {
        private final CachedToken token;
        private volatile long usedMillis;

        Entry(CachedToken token, long usedMillis) {
            this.token = token;
            this.usedMillis = usedMillis;
        }
    }

    UserTokens(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Returns where the token of a user is kept. */
    CachedToken of(CredentialKey key, String user) {
        Place place = new Place(key, user);
        Entry entry = entries.get(place);
        if (entry == null) {
            entry = entries.computeIfAbsent(place, unused -> new Entry(new CachedToken(clock), clock.millis()));
            if (entries.size() > most) {
                trim();
            }
        } else {
            entry.usedMillis = clock.millis();
        }
        return entry.token;
    }

    void forget(CredentialKey key, String user) {
        entries.remove(new Place(key, user));
    }

    int size() {
        return entries.size();
    }

    private void trim() {
        if (!trimming.tryLock()) {
            return;
        }
        try {
            Instant now = clock.instant();
            entries.values().removeIf(entry -> entry.token.isEnded(now));
            int tooMany = entries.size() - (most - most / 10);
            if (tooMany > 0) {
                List<Map.Entry<Place, Long>> byUse = entries.entrySet()
                        .stream()
                        .map(entry -> Map.entry(entry.getKey(), entry.getValue().usedMillis))
                        .sorted(Comparator.comparingLong(Map.Entry::getValue))
                        .limit(tooMany)
                        .toList();
                byUse.forEach(entry -> entries.remove(entry.getKey()));
            }
        } finally {
            trimming.unlock();
        }
    }
}
