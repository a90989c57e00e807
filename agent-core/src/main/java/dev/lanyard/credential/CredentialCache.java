package dev.lanyard.credential;

import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps tokens in memory, each under its {@link CredentialKey}, and renews them before they end.
 *
 * <p>However many callers want one token at once, its issuer is asked once. Thread-safe; one cache serves a whole agent.
 */
public final class CredentialCache {
    private final ConcurrentMap<CredentialKey, CachedToken> tokens = new ConcurrentHashMap<>();
    private final Clock clock;

    /** Creates an empty cache that reads the time from the given clock. */
    public CredentialCache(Clock clock) {
        this.clock = clock;
    }

    /** Returns a provider that gives the token of the key, obtained from the source when there is none to be reused. */
    public CredentialProvider provider(CredentialKind kind, CredentialKey key, TokenSource source,
            AgentListener listener) {
        CachedToken cached = tokens.computeIfAbsent(key, unused -> new CachedToken(clock));
        return new CachingCredentialProvider(kind, key.user(), cached, request -> {
            AccessToken acquired = source.acquire(request);
            listener.on(new AgentEvent.CredentialAcquired(request.server(), kind, acquired.expiresAt()));
            return acquired;
        });
    }

    /** Drops the token of a key, so that the next one who wants it asks its source. */
    public void forget(CredentialKey key) {
        CachedToken cached = tokens.get(key);
        if (cached != null) {
            cached.forget();
        }
    }

    /** Gives the token of one key; that of the application itself serves all its users, that of a user only this one. */
    private record CachingCredentialProvider(CredentialKind kind, String user, CachedToken cached,
            TokenSource source) implements CredentialProvider {
        @Override
        public Credential credential(CredentialRequest request) {
            requireOwn(request);
            return cached.get(request, source);
        }

        @Override
        public Optional<Credential> atHand(CredentialRequest request) {
            requireOwn(request);
            return Optional.ofNullable(cached.good(request, source));
        }

        private void requireOwn(CredentialRequest request) {
            UserAssertion asking = request.user();
            if (!user.isEmpty() && asking != null && !user.equals(asking.cacheUser())) {
                throw new CredentialException.Unavailable(request.server(),
                        "The token for server '" + request.server() + "' belongs to another user.",
                        "Resolve the credential for each user.", null);
            }
        }

        @Override
        public boolean servesUsers() {
            return true;
        }

        @Override
        public boolean renewable() {
            return true;
        }
    }
}
