package dev.lanyard.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Issues access tokens in the shape of Entra's version 2.0. Thread-safe. */
final class TokenIssuer {
    private final URI authority;
    private final SigningKey key;
    private final Duration lifetime;
    private final Clock clock;

    TokenIssuer(URI authority, SigningKey key, Duration lifetime, Clock clock) {
        this.authority = authority;
        this.key = key;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    String issuer(Tenant tenant) {
        return authority + "/" + tenant.id() + "/v2.0";
    }

    /**
     * Answers a client credentials request (RFC 6749, section 4.4.3): no refresh token. The token names the service
     * principal as its subject and carries {@code roles}, never {@code scp}, because no user delegated anything. It has
     * {@code azp}, and {@code appid} as in version 1.0, since resource servers in the field look for either.
     */
    AccessTokenResponse issue(Tenant tenant, AppRegistration app, ProtectedResource resource) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer(tenant))
                .audience(resource.audience())
                .subject(app.objectId())
                .claim("oid", app.objectId())
                .claim("tid", tenant.id())
                .claim("azp", app.clientId())
                .claim("appid", app.clientId())
                .claim("azpacr", "1")
                .claim("uti", UUID.randomUUID().toString())
                .claim("ver", "2.0")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)));
        if (!app.rolesAt(resource).isEmpty()) {
            claims.claim("roles", app.rolesAt(resource));
        }
        BearerAccessToken bearer = new BearerAccessToken(key.sign(claims.build()), lifetime.toSeconds(), null);
        return new AccessTokenResponse(new Tokens(bearer, null), Map.of("ext_expires_in", lifetime.toSeconds()));
    }
}
