package dev.lanyard.msal;

import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Gives each user a part of the token store for what was exchanged on behalf of that user, and empties the part of the one
 * whose last exchange is the longest ago when there are too many. Each token that a user brings makes a part of its own, so
 * that those of other processes count as well, as the oldest, and are looked through: a few at each exchange, all of them
 * within hours, and what has not been used for a day is emptied. Asked only when a token is fetched. Thread-safe.
 */
final class UserPartitions {
    private static final int MOST = 10_000;
    private static final int LOOKED_AT = 20;
    private static final Duration ROUND = Duration.ofHours(1);
    private static final Duration IDLE = Duration.ofDays(1);
    private static final String RESOURCE = "on-behalf-of";

    private final EntraApp app;
    private final TokenStore store;
    private final Clock clock;
    private final int most;
    private final LinkedHashSet<String> users = new LinkedHashSet<>();
    private final Deque<TokenStore.Key> toLookAt = new ArrayDeque<>();
    private Instant nextRound = Instant.MIN;

    UserPartitions(EntraApp app, TokenStore store, Clock clock) {
        this(app, store, clock, MOST);
    }

    UserPartitions(EntraApp app, TokenStore store, Clock clock, int most) {
        this.most = most;
        this.app = app;
        this.store = store;
        this.clock = clock;
    }

    /** Returns where a user's part is, which the user has just used. */
    TokenStore.Key of(String user) {
        TokenStore.Key own = key(user);
        List<TokenStore.Key> some = next();
        note(user).forEach(this::forget);
        some.stream().filter(key -> !key.equals(own)).forEach(this::emptyIfIdle);
        return own;
    }

    private synchronized List<TokenStore.Key> next() {
        if (toLookAt.isEmpty() && !clock.instant().isBefore(nextRound)) {
            nextRound = clock.instant().plus(ROUND);
            for (TokenStore.Key key : store.keys().stream().filter(this::isOurs).toList()) {
                toLookAt.add(key);
                if (!users.contains(key.entry().user())) {
                    users.addFirst(key.entry().user());
                }
            }
        }
        List<TokenStore.Key> some = new ArrayList<>();
        while (some.size() < LOOKED_AT && !toLookAt.isEmpty()) {
            some.add(toLookAt.poll());
        }
        return some;
    }

    private boolean isOurs(TokenStore.Key key) {
        return key.equals(key(key.entry().user()));
    }

    private void emptyIfIdle(TokenStore.Key key) {
        Instant end = clock.instant().minus(IDLE);
        if (store.find(key).filter(part -> StoredCache.isOver(part, end)).isPresent()) {
            // Another node may have used it in between.
            var unused = store.update(key, present -> present.filter(part -> !StoredCache.isOver(part, end)));
        }
    }

    private synchronized List<String> note(String user) {
        users.remove(user);
        users.add(user);
        List<String> gone = new ArrayList<>();
        for (Iterator<String> oldest = users.iterator(); users.size() > most && oldest.hasNext();) {
            gone.add(oldest.next());
            oldest.remove();
        }
        return gone;
    }

    /** Empties a user's part. */
    void forget(String user) {
        var unused = store.update(key(user), present -> Optional.empty());
    }

    private TokenStore.Key key(String user) {
        return new TokenStore.Key(TokenStore.Kind.MSAL,
                new CredentialKey(app.issuer().toString(), app.clientId(), RESOURCE, List.of(), user));
    }
}
