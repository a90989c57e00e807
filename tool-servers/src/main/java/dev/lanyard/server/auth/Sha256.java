package dev.lanyard.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a credential, kept in its place. Equality takes the same time wherever the values differ. */
final class Sha256 {
    private final byte[] hash;

    private Sha256(byte[] hash) {
        this.hash = hash;
    }

    static Sha256 of(String credential) {
        try {
            return new Sha256(
                    MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 that && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return hash[0] << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | (hash[3] & 0xff);
    }
}
