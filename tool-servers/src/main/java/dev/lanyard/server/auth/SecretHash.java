package dev.lanyard.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Keeps the SHA-256 of a secret, a code or a token in place of it, also as the key of a map. Immutable.
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

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash that && MessageDigest.isEqual(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    private static byte[] digest(String clear) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(clear.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256.", e);
        }
    }
}
