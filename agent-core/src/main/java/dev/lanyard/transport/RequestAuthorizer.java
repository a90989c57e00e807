package dev.lanyard.transport;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import java.util.Optional;

/**
 * Says what a request presents, and whether a refusal can be met with something better. Unless the answer is at hand, it is
 * asked on a thread of its own, which goes on when the call that asked has ended.
 */
public interface RequestAuthorizer {
    /** Returns what the next request presents if that is known without waiting; asked on the thread of the call, never blocks. */
    default Optional<Credential> atHand() {
        return Optional.empty();
    }

    /** Returns what the next request presents; may block on the network. */
    Credential credential();

    /** Says whether the user may be asked to sign in meanwhile; the time of the call then stands still. */
    default boolean mayAskUser() {
        return false;
    }

    /**
     * Hears that the server refused. Asked at most once a request for a 401, twice for a 403.
     *
     * @return true if {@link #credential()} now returns something else that is worth one more try
     */
    boolean challenged(Challenge challenge, Credential refused);
}
