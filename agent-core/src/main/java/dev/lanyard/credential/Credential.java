package dev.lanyard.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Is what a request presents to a server. */
public sealed interface Credential {
    /** Returns the proof that requests with this credential carry, empty if they need none. */
    default Optional<RequestProof> requestProof() {
        return switch (this) {
            case AccessToken token -> Optional.ofNullable(token.proof());
            case All all -> all.parts().stream().flatMap(part -> part.requestProof().stream()).findFirst();
            case None none -> Optional.empty();
            case Keys keys -> Optional.empty();
            case Plain plain -> Optional.empty();
        };
    }

    /** Presents nothing. */
    record None() implements Credential {}

    /**
     * Presents fixed keys.
     *
     * @param headers header values by header name
     * @param query query parameter values by parameter name; used only where the configuration asks for it by name
     */
    record Keys(Map<String, Secret> headers, Map<String, Secret> query) implements Credential {
        public Keys {
            headers = Map.copyOf(headers);
            query = Map.copyOf(query);
        }
    }

    /**
     * Presents headers that prove nothing and need not be hidden, such as a region. What is secret is {@link Keys}.
     *
     * @param headers header values by header name
     */
    record Plain(Map<String, Secret> headers) implements Credential {
        public Plain {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Presents an access token as {@code Authorization: Bearer …} (RFC 6750, section 2.1), or {@code DPoP …} with a proof
     * (RFC 9449, section 7.1). The token is opaque: nothing is read from it.
     *
     * @param obtainedAt when the issuer gave it
     * @param expiresAt when the issuer says that it ends, after {@code obtainedAt}
     * @param proof what binds the token to its holder, or null for a bearer token
     */
    record AccessToken(Secret value, Instant obtainedAt, Instant expiresAt,
            @Nullable RequestProof proof) implements Credential {
        /** Creates a bearer token. */
        public AccessToken(Secret value, Instant obtainedAt, Instant expiresAt) {
            this(value, obtainedAt, expiresAt, null);
        }

        public AccessToken {
            if (!expiresAt.isAfter(obtainedAt)) {
                throw new IllegalArgumentException("An access token must end after it was obtained");
            }
        }

        /** Returns how long the issuer lets it live. */
        public Duration lifetime() {
            return Duration.between(obtainedAt, expiresAt);
        }
    }

    /** Presents several at once, such as a token and the key of a gateway before the server. */
    record All(List<Credential> parts) implements Credential {
        public All {
            parts = List.copyOf(parts);
        }
    }
}
