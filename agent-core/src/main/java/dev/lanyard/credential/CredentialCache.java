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
    private static final int MOST_OF_USERS = 50_000;

    private final Clock clock;
    private final UserTokens users;

    /** Creates an empty cache that reads the time from the given clock. */
    public CredentialCache(Clock clock) {
        this(clock, MOST_OF_USERS);
    }

    /**
     * Creates an empty cache.
     *
     * @param mostOfUsers how many tokens of users it holds; the one that was used the longest ago makes room
     */
    public CredentialCache(Clock clock, int mostOfUsers) {
        this.clock = clock;
        this.users = new UserTokens(mostOfUsers, clock);
    }

    /**
     * Returns a provider that gives each user a token of that user alone.
     *
     * @param key what the tokens are for; its user is the one who runs the program, as requests without a user are
     */
    public CredentialProvider perUser(CredentialKind kind, CredentialKey key, TokenSource source,
            AgentListener listener) {
        return new PerUserProvider(kind, key.of(""), key.user(), users, announced(kind, source, listener));
    }

    /** Returns a provider that gives the token of the key, obtained from the source when there is none to be reused. */
    public CredentialProvider provider(CredentialKind kind, CredentialKey key, TokenSource source,
            AgentListener listener) {
        CachedToken cached = tokens.computeIfAbsent(key, unused -> new CachedToken(clock));
        return new CachingCredentialProvider(kind, key, cached, announced(kind, source, listener));
    }

    private static TokenSource announced(CredentialKind kind, TokenSource source, AgentListener listener) {
        return request -> {
            AccessToken acquired = source.acquire(request);
            listener.on(new AgentEvent.CredentialAcquired(request.server(), kind, acquired.expiresAt()));
            return acquired;
        };
    }

    /** Drops the token of a key, so that the next one who wants it asks its source. */
    public void forget(CredentialKey key) {
        users.forget(key.of(""), key.user());
        CachedToken cached = tokens.get(key);
        if (cached != null) {
            cached.forget();
        }
    }

    /** Gives each user a token of that user alone. */
    private record PerUserProvider(CredentialKind kind, CredentialKey key, String owner, UserTokens tokens,
            TokenSource source) implements CredentialProvider {
        @Override
        public Credential credential(CredentialRequest request) {
            return token(request).get(request, source);
        }

        @Override
        public Optional<Credential> atHand(CredentialRequest request) {
            return Optional.ofNullable(token(request).good(request, source));
        }

        private CachedToken token(CredentialRequest request) {
            return tokens.of(key, request.onBehalfOf().map(UserAssertion::cacheUser).orElse(owner));
        }

        @Override
        public Optional<TokenFacts> facts() {
            return Optional.of(TokenFacts.of(key.of(owner)));
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

    /** Gives the token of one key; that of the application itself serves all its users, that of a user only this one. */
    private record CachingCredentialProvider(CredentialKind kind, CredentialKey key, CachedToken cached,
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
            String user = key.user();
            if (!user.isEmpty() && asking != null && !user.equals(asking.cacheUser())) {
                throw new CredentialException.Unavailable(request.server(),
                        "The token for server '" + request.server() + "' belongs to another user.",
                        "Resolve the credential for each user.", null);
            }
        }

        @Override
        public Optional<TokenFacts> facts() {
            return Optional.of(TokenFacts.of(key));
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
