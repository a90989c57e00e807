package dev.lanyard.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Is a user whom the application has verified, with the access token that the user's request carried (RFC 7521, section 3).
 * Nothing is ever read from the token. Immutable; no record, because each request needs its hash, which is made once.
 */
public final class UserAssertion {
    private final String subject;
    private final Secret token;
    private final String cacheUser;

    private UserAssertion(String subject, Secret token) {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("A user assertion needs the subject that the application verified");
        }
        this.subject = subject;
        this.token = token;
        this.cacheUser = subject + "#" + sha256(token);
    }

    /**
     * Returns the assertion of a user whom the caller has verified.
     *
     * @param subject who the application says the user is; names the user in caches and the audit trail
     * @param token the token to exchange on behalf of the user
     */
    public static UserAssertion of(String subject, Secret token) {
        return new UserAssertion(subject, token);
    }

    /** Returns who the application says the user is. */
    public String subject() {
        return subject;
    }

    /** Returns the token to exchange on behalf of the user. */
    public Secret token() {
        return token;
    }

    /** Returns the user as cache keys name it: the subject and the SHA-256 of the token, so that neither stands for the other. */
    public String cacheUser() {
        return cacheUser;
    }

    private static String sha256(Secret token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserAssertion that && subject.equals(that.subject) && token.equals(that.token);
    }

    @Override
    public int hashCode() {
        return cacheUser.hashCode();
    }

    @Override
    public String toString() {
        return "UserAssertion[subject=" + subject + ", token=" + token + "]";
    }
}
