package dev.lanyard.server.identity;

import com.nimbusds.jwt.SignedJWT;

/** Holds the key that signs now and the one before it. Thread-safe. */
final class SigningKeys {
    private SigningKey current;
    private SigningKey previous;

    SigningKeys(SigningKey first) {
        this.current = first;
        this.previous = first;
    }

    synchronized SigningKey current() {
        return current;
    }

    /** Puts a new key in place of the current one, which is published no longer: as after a key was stolen. */
    void rotate() {
        SigningKey next = SigningKey.generate();
        synchronized (this) {
            previous = current;
            current = next;
        }
    }

    /** Returns whether the current key signed a token, or the one before it. */
    synchronized boolean signed(SignedJWT jwt) {
        return current.signed(jwt) || previous.signed(jwt);
    }
}
