package dev.lanyard.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Holds a text that must not be shown: it prints as {@code ‹secret›} and compares in constant time. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Returns a secret that holds the given text.
     *
     * @throws IllegalArgumentException if the text is empty or holds a control character, which could smuggle a header
     */
    public static Secret of(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A secret must not be empty");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A secret must not hold a control character");
        }
        return new Secret(value);
    }

    /** Returns the text itself; call it only where the text leaves for its pinned destination. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "‹secret›";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
