package dev.lanyard.server.authorization;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes values that nobody can guess: codes, tokens and the names of things under way (RFC 6749, section 10.10). */
public final class RandomValue {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomValue() {}

    /** Returns 256 random bits as 43 letters, digits, {@code -} and {@code _}. */
    public static String create() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns so many characters of an alphabet. */
    public static String of(String alphabet, int length) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < length; i++) {
            value.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return value.toString();
    }
}
