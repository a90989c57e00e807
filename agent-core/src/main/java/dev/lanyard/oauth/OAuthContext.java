package dev.lanyard.oauth;

import dev.lanyard.credential.Account;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.network.HttpPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Is what all sign-ins of an agent share. Thread-safe. */
public final class OAuthContext implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpPolicy http;
    private final TokenStore store;
    private final UserInteraction interaction;
    private final Clock clock;
    private final Account account;
    private final ReentrantLock turn = new ReentrantLock();
    private final Rotations rotations = new Rotations();

    /** Creates a context of the default account; the caller closes what it passes in. */
    public OAuthContext(HttpPolicy http, TokenStore store, UserInteraction interaction, Clock clock) {
        this(http, store, interaction, clock, Account.DEFAULT);
    }

    /** Creates a context; the caller closes what it passes in. */
    public OAuthContext(HttpPolicy http, TokenStore store, UserInteraction interaction, Clock clock, Account account) {
        this.http = http;
        this.store = store;
        this.interaction = interaction;
        this.clock = clock;
        this.account = account;
    }

    Rotations rotations() {
        return rotations;
    }

    /** Waits until every refresh token that is being used up has its successor stored, for 10 seconds at most. */
    @Override
    public void close() {
        boolean unused = rotations.await(PATIENCE);
    }

    /** Returns how issuers are reached. */
    public HttpPolicy http() {
        return http;
    }

    /** Returns where credentials outlive the process. */
    public TokenStore store() {
        return store;
    }

    /** Returns how the user is reached. */
    public UserInteraction interaction() {
        return interaction;
    }

    /** Returns the clock. */
    public Clock clock() {
        return clock;
    }

    /** Returns the account that sign-ins are for. */
    public Account account() {
        return account;
    }

    /** Returns the lock that lets one sign-in at a time have the user's attention. */
    public ReentrantLock turn() {
        return turn;
    }
}
