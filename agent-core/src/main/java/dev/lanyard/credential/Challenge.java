package dev.lanyard.credential;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Is what a server answered to a credential that it did not accept (RFC 9110, section 11.6.1): {@code 401} or {@code 403}
 * with, for example, {@code WWW-Authenticate: Bearer error="insufficient_scope", scope="execute"}.
 *
 * @param status the HTTP status
 * @param schemes each authentication scheme offered, in the server's order; empty if the header was missing or unreadable
 */
public record Challenge(int status, List<Scheme> schemes) {
    /**
     * Is one offer within a challenge.
     *
     * @param name the scheme as written, such as {@code Bearer}
     * @param parameters values by lower-case parameter name
     */
    public record Scheme(String name, Map<String, String> parameters) {
        public Scheme {
            parameters = Map.copyOf(parameters);
        }
    }

    public Challenge {
        schemes = List.copyOf(schemes);
    }

    /** Returns the challenge of a response, given each value of its {@code WWW-Authenticate} header. Never fails. */
    public static Challenge of(int status, List<String> headerValues) {
        return new Challenge(status, ChallengeReader.read(headerValues));
    }

    /**
     * Returns a parameter of the {@code Bearer} scheme (RFC 6750, section 3; RFC 9728, section 5.1) or, where that does not
     * have it, of the {@code DPoP} scheme (RFC 9449, section 7.1), such as {@code error}.
     */
    public Optional<String> parameter(String parameter) {
        return of("Bearer", parameter).or(() -> of("DPoP", parameter));
    }

    /** Says whether the server takes tokens of a scheme, such as {@code DPoP}. */
    public boolean offers(String scheme) {
        return schemes.stream().anyMatch(offered -> offered.name().equalsIgnoreCase(scheme));
    }

    /** Says whether the server only wants a nonce of its own in the proof (RFC 9449, section 9). */
    public boolean wantsNonce() {
        return status == 401 && of("DPoP", "error").filter("use_dpop_nonce"::equals).isPresent();
    }

    private Optional<String> of(String scheme, String parameter) {
        return schemes.stream()
                .filter(offered -> offered.name().equalsIgnoreCase(scheme))
                .flatMap(offered -> Optional.ofNullable(offered.parameters().get(parameter)).stream())
                .findFirst();
    }

    /** Returns the error code that the server gives, such as {@code invalid_token}. */
    public Optional<String> error() {
        return parameter("error");
    }

    /** Returns the scopes that the server wants, separated by spaces. */
    public Optional<String> scope() {
        return parameter("scope");
    }
}
