package dev.lanyard.msal;

import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.TokenStore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each user a part of the token store for what was exchanged on behalf of that user, and empties the part of the one
 * whose last exchange is the longest ago when there are too many; what other processes left in the store counts as the oldest.
 * Asked only when a token is fetched. Thread-safe.
 */
final class UserPartitions {
    private static final int MOST = 10_000;

    private final EntraApp app;
    private final TokenStore store;
    private final int most;
    private final Set<String> users = new LinkedHashSet<>();
    private boolean adopted;

    UserPartitions(EntraApp app, TokenStore store) {
        this(app, store, MOST);
    }

    UserPartitions(EntraApp app, TokenStore store, int most) {
        this.app = app;
        this.store = store;
        this.most = most;
    }

    /** Returns where a user's part is, which the user has just used. */
    TokenStore.Key of(String user) {
        note(user).forEach(this::forget);
        return key(user);
    }

    private synchronized List<String> note(String user) {
        if (!adopted) {
            adopted = true;
            store.keys()
                    .stream()
                    .filter(known -> known.equals(key(known.entry().user())))
                    .forEach(known -> users.add(known.entry().user()));
        }
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
                new CredentialKey(app.issuer().toString(), app.clientId(), "on-behalf-of", List.of(), user));
    }
}
