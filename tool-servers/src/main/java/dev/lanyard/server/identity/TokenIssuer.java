package dev.lanyard.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs tokens in the shape of Entra's, and knows its own again. Thread-safe. */
final class TokenIssuer {
    private final URI authority;
    private final SigningKeys keys;
    private final Faults faults;
    private final Clock clock;
    private volatile Duration lifetime;

    TokenIssuer(URI authority, SigningKeys keys, Faults faults, Duration lifetime, Clock clock) {
        this.authority = authority;
        this.keys = keys;
        this.faults = faults;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    String issuer(Tenant tenant) {
        return TokenClaims.issuer(authority, tenant, ProtectedResource.Version.V2);
    }

    Duration lifetime() {
        return lifetime;
    }

    void lifetime(Duration changed) {
        lifetime = changed;
    }

    String forApp(Tenant tenant, ProvenApp client, ProtectedResource resource) {
        return sign(TokenClaims.ofApp(tenant, client, resource),
                TokenClaims.issuer(authority, tenant, resource.version()));
    }

    String forUser(Tenant tenant, ProvenApp client, ProtectedResource resource, SignIn signIn, List<String> scopes) {
        return sign(TokenClaims.ofUser(tenant, client, resource, signIn, scopes),
                TokenClaims.issuer(authority, tenant, resource.version()));
    }

    String idToken(Tenant tenant, SignIn signIn, @Nullable String nonce) {
        return sign(TokenClaims.ofIdToken(tenant, signIn).claim("nonce", nonce), issuer(tenant));
    }

    private String sign(JWTClaimsSet.Builder claims, String issuer) {
        Instant now = clock.instant()
                .plus(faults.take(Fault.Kind.CLOCK_SKEW).map(Fault::duration).orElse(Duration.ZERO))
                .truncatedTo(ChronoUnit.SECONDS);
        String named = faults.take(Fault.Kind.WRONG_ISSUER).isPresent() ? "https://elsewhere.example/" : issuer;
        return keys.current()
                .sign(claims.issuer(named)
                        .issueTime(Date.from(now))
                        .notBeforeTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(lifetime)))
                        .build());
    }

    /** Returns the claims of a token that was signed here, expired or not. */
    Optional<JWTClaimsSet> read(String compact) {
        try {
            SignedJWT jwt = SignedJWT.parse(compact);
            return keys.signed(jwt) ? Optional.of(jwt.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException foreign) {
            return Optional.empty();
        }
    }
}
