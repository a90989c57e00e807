package dev.lanyard.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Keeps the SHA-256 of a client secret in place of the secret. Immutable.
 *
 * <p>Unsalted and unstretched, because secrets here are made at random with 256 bits; a password would need more.
 */
public final class SecretHash {
    private final byte[] digest;

    private SecretHash(byte[] digest) {
        this.digest = digest;
    }

    /** Returns the hash of a secret. */
    public static SecretHash of(String clear) {
        return new SecretHash(digest(clear));
    }

    /** Returns whether a secret presented is the one that was hashed, in a time that does not depend on where it differs. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(digest, digest(presented));
    }

    private static byte[] digest(String clear) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(clear.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256.", e);
        }
    }
}
