package dev.lanyard.msal;

import dev.lanyard.credential.Account;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.network.HttpPolicy;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Is what all flows of an agent share. Thread-safe.
 *
 * @param network how authorities are reached
 * @param store where MSAL's caches outlive the process
 * @param interaction how the user who runs the program is reached
 * @param turn lets one sign-in at a time have the user's attention
 * @param account the account that the one who runs the program signs in with
 */
public record EntraContext(HttpPolicy network, TokenStore store, UserInteraction interaction, Clock clock,
        ReentrantLock turn, Account account) {
    /** Names the one who runs the program in cache keys; an application's user always has a hash there. */
    public String owner() {
        return account.name();
    }
}
