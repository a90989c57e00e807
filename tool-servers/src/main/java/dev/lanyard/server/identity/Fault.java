package dev.lanyard.server.identity;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is something that goes wrong on purpose, so that clients can be tried.
 *
 * @param kind what goes wrong
 * @param times how often, 0 for until it is taken away
 * @param resource the identifier of the resource that it is about, or null for all
 * @param duration how long to wait with {@code 429}, or by how much clocks differ
 */
public record Fault(Kind kind, int times, @Nullable String resource, Duration duration) {
    /** What can go wrong. */
    public enum Kind {
        /** The administrator took the consent back: 65001 until the user agrees on the page. */
        CONSENT_REQUIRED,
        /** Graph wants a token newer than this fault: 401 with {@code insufficient_claims}. */
        CLAIMS_CHALLENGE,
        /** A policy asks for a second factor: 50076 with {@code claims}. */
        MFA_REQUIRED,
        /** New signing keys at once, the old ones no longer published. */
        KEY_ROTATION,
        /** The clock of issued tokens differs by the duration. */
        CLOCK_SKEW,
        /** Refresh tokens work once; a second use ends the sign-in: 50173. */
        REFRESH_TOKEN_REUSE,
        /** Refresh tokens given out so far end: 50173. */
        REFRESH_TOKENS_REVOKED,
        /** Devices are told to ask less often. */
        SLOW_DOWN,
        /** Token requests get 429 with {@code Retry-After}. */
        TOO_MANY_REQUESTS,
        /** Token requests get 503. */
        SERVER_ERROR,
        /** Tokens name another issuer. */
        WRONG_ISSUER;

        /** Returns the word in JSON, such as {@code mfa_required}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns all words. */
        public static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }

        /** Returns the kind of that word, if there is one. */
        public static Optional<Kind> of(String word) {
            return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }
    }

    /** Returns a fault of all resources until it is taken away, of a minute where it has a length. */
    public static Fault of(Kind kind) {
        return new Fault(kind, 0, null, Duration.ofMinutes(1));
    }

    /** Returns this fault for a number of times only. */
    public Fault times(int number) {
        return new Fault(kind, number, resource, duration);
    }

    /** Returns this fault for one resource only. */
    public Fault at(String identifier) {
        return new Fault(kind, times, identifier, duration);
    }

    /** Returns this fault with another length. */
    public Fault lasting(Duration length) {
        return new Fault(kind, times, resource, length);
    }
}
