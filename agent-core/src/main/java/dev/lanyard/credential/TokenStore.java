package dev.lanyard.credential;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps what must outlive a process: token sets, registered clients, MSAL's caches. An entry is found only under exactly the
 * key that it was stored under. Thread-safe; several processes may share one store.
 *
 * <p>Implementations never throw for what is broken on their side: an entry that was tampered with is absent, and a store that
 * cannot write goes on in memory and says so once.
 */
public interface TokenStore {
    /** Says what an entry holds, so that values of different kinds never stand for one another. */
    enum Kind {
        /** An access token with its refresh token, kept by {@code oauth}. */
        TOKENS,
        /** A client that an authorization server registered, kept by {@code oauth}. */
        CLIENT,
        /** The authorization server that a server was first seen with, and as which client, kept by {@code oauth}. */
        BINDING,
        /** A serialised cache of MSAL, kept by {@code msal}. */
        MSAL
    }

    /**
     * Names an entry.
     *
     * @param kind what it holds
     * @param entry for whom and what; a part that does not apply is empty
     */
    record Key(Kind kind, CredentialKey entry) {}

    /** Returns an entry's value, empty if there is none. */
    Optional<Secret> find(Key key);

    /**
     * Changes one entry while no other thread or process can change it, so that of many who want to use up a rotating refresh
     * token only one does. Blocks until it is this caller's turn; the change itself may use the network.
     *
     * @param change gets the present value, empty if there is none, and returns the next, empty to remove it; what it throws is
     *     thrown here and changes nothing
     * @return the entry's value after the change
     */
    Optional<Secret> update(Key key, UnaryOperator<Optional<Secret>> change);

    /** Returns the keys of all entries, in no order. */
    List<Key> keys();

    /** Returns a store that lasts as long as the process. */
    static TokenStore inMemory() {
        return new MemoryTokenStore();
    }
}
