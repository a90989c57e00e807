package dev.lanyard.server.auth;

import java.time.Duration;
import java.util.Set;

/**
 * Says which access tokens a resource takes.
 *
 * @param issuer the issuer, exactly as tokens name it
 * @param audiences the audiences of this resource; a token must name one of them exactly
 * @param permission the scope or role that a token must have
 * @param algorithms the signature algorithms allowed, {@code RS256} unless changed
 * @param clockSkew by how much the issuer's clock may differ, 60 seconds unless changed
 */
public record JwtRules(String issuer, Set<String> audiences, String permission, Set<String> algorithms,
        Duration clockSkew) {
    private static final Set<String> ASYMMETRIC = Set.of("RS256", "ES256");

    /** Checks and copies the values. */
    public JwtRules {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        if (audiences.isEmpty()) {
            throw new IllegalArgumentException("No audience is given. Give that of this resource.");
        }
        if (algorithms.isEmpty() || !ASYMMETRIC.containsAll(algorithms)) {
            throw new IllegalArgumentException("Algorithms are " + algorithms + ". Give RS256, ES256 or both.");
        }
    }

    /** Returns rules for one audience, RS256 and a skew of 60 seconds. */
    public static JwtRules of(String issuer, String audience, String permission) {
        return new JwtRules(issuer, Set.of(audience), permission, Set.of("RS256"), Duration.ofSeconds(60));
    }

    /** Returns these rules with other signature algorithms. */
    public JwtRules withAlgorithms(Set<String> names) {
        return new JwtRules(issuer, audiences, permission, names, clockSkew);
    }

    /** Returns these rules with another allowance for clocks that differ. */
    public JwtRules withClockSkew(Duration skew) {
        return new JwtRules(issuer, audiences, permission, algorithms, skew);
    }
}
