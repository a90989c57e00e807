package dev.lanyard.msal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Is MSAL's cache of the one who runs the program, in the token store: of one user at a time, whoever signs in. Thread-safe. */
final class UserCache {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TokenStore store;
    private final TokenStore.Key key;
    private final TokenStore.Key turn;
    private final Clock clock;

    /** Holds what one sign-in brings, which starts from nothing, until it is known who signed in. */
    static final class Brought implements ITokenCacheAccessAspect {
        private volatile String written = "{}";

        @Override
        public void beforeCacheAccess(ITokenCacheAccessContext context) {
            // A sign-in needs nothing of what is kept.
        }

        @Override
        public void afterCacheAccess(ITokenCacheAccessContext context) {
            if (context.hasCacheChanged()) {
                written = context.tokenCache().serialize();
            }
        }
    }

    /**
     * Is a user that tokens are kept of.
     *
     * @param id as MSAL names the account
     * @param name as the user knows it, empty if the directory named none
     */
    record Known(String id, String name) {}

    UserCache(EntraApp app, EntraContext context) {
        this.store = context.store();
        this.clock = context.clock();
        this.key = key(app, context, "");
        this.turn = key(app, context, "turn");
    }

    private static TokenStore.Key key(EntraApp app, EntraContext context, String resource) {
        return new TokenStore.Key(TokenStore.Kind.MSAL, new CredentialKey(app.issuer().toString(), app.clientId(),
                resource, List.of(), context.owner()));
    }

    /** Returns what one client of MSAL reads and writes. */
    StoredCache open() {
        return new StoredCache(store, key, clock, true);
    }

    /**
     * Does what may use up a refresh token while no other thread or process that shares the store does the same: what another
     * has just renewed is then found. It is the turn that is held and not the cache, which MSAL writes on threads of its own.
     */
    <T> T alone(Supplier<T> work) {
        AtomicReference<@Nullable T> done = new AtomicReference<>();
        var unused = store.update(turn, present -> {
            done.set(work.get());
            return present;
        });
        T result = done.get();
        if (result == null) {
            throw new IllegalStateException("the store did not let the change run");
        }
        return result;
    }

    /** Returns the user whose tokens are kept, empty if there is none. */
    Optional<Known> known() {
        return store.find(key).flatMap(kept -> known(StoredCache.parse(kept.reveal())));
    }

    /** Returns who signed in, empty if the directory did not say. */
    static Optional<Known> known(Brought brought) {
        return known(StoredCache.parse(brought.written));
    }

    /**
     * Keeps what a sign-in brought, and nothing of any other user.
     *
     * @param anybody whether it may be another user than the one who is known; if not, nothing is changed then
     * @return the one who is known and did not sign in, empty if the sign-in is kept
     */
    Optional<Known> keep(Brought brought, boolean anybody) {
        ObjectNode added = StoredCache.parse(brought.written);
        Optional<Known> user = known(added);
        return alone(() -> {
            Optional<Known> before = known();
            boolean same = before.isPresent() && before.map(Known::id).equals(user.map(Known::id));
            if (before.isPresent() && !same && !anybody) {
                return before;
            }
            var unused = store.update(key, present -> Optional.of(Secret.of((same
                    ? StoredCache.merged(StoredCache.parse(present.map(Secret::reveal).orElse("{}")),
                            JSON.createObjectNode(), added)
                    : added).toString())));
            return Optional.empty();
        });
    }

    /** Forgets the user. */
    void forget() {
        var unused = alone(() -> store.update(key, present -> Optional.empty()));
    }

    private static Optional<Known> known(ObjectNode cache) {
        for (JsonNode account : cache.path("Account")) {
            return Optional.of(new Known(account.path("home_account_id").asText(),
                    EntraFailure.line(account.path("username").asText())));
        }
        return Optional.empty();
    }
}
