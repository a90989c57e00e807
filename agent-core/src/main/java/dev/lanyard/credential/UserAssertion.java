package dev.lanyard.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Is a user whom the application has verified, with the access token that the user's request carried (RFC 7521, section 3).
 * Nothing is ever read from the token.
 *
 * @param subject who the application says the user is; names the user in caches and the audit trail
 * @param token the token to exchange on behalf of the user
 */
public record UserAssertion(String subject, Secret token) {
    public UserAssertion {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("A user assertion needs the subject that the application verified");
        }
    }

    /** Returns the assertion of a user whom the caller has verified. */
    public static UserAssertion of(String subject, Secret token) {
        return new UserAssertion(subject, token);
    }

    /** Returns the user as cache keys name it: the subject and the SHA-256 of the token, so that neither stands for the other. */
    public String cacheUser() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.reveal().getBytes(StandardCharsets.UTF_8));
            return subject + "#" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
