package dev.lanyard.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the assertion of an on-behalf-of request: a user's access token for the very app that presents it. */
final class OnBehalfOf {
    static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final TokenIssuer issuer;
    private final Clock clock;

    OnBehalfOf(TokenIssuer issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    SignIn signIn(EntraRequest request, ProvenApp client) throws EntraRefusal {
        if (!request.required("requested_token_use").equals("on_behalf_of")) {
            throw EntraRefusal.malformed();
        }
        JWTClaimsSet claims = issuer.read(request.required("assertion")).orElseThrow(GrantRefusal::assertionBad);
        if (claims.getExpirationTime() == null || !clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
            throw GrantRefusal.assertionExpired();
        }
        if (claims.getClaim("azp") == null && claims.getClaim("appid") == null) {
            throw GrantRefusal.assertionIsIdToken();
        }
        requireAudience(request.tenant(), client.app(), claims);
        if (claims.getClaim("scp") == null) {
            throw GrantRefusal.assertionOfApp(client.app().clientId());
        }
        DirectoryUser user = Optional.ofNullable((String) claims.getClaim("oid"))
                .flatMap(request.tenant()::user)
                .orElseThrow(GrantRefusal::assertionBad);
        boolean mfa = claims.getClaim("acrs") instanceof List<?> acrs && acrs.contains(TokenClaims.POLICY_SATISFIED);
        Instant at = claims.getIssueTime() == null ? Instant.EPOCH : claims.getIssueTime().toInstant();
        return new SignIn(user, client.app().clientId(), mfa, at, TokenClaims.epoch(claims));
    }

    private static void requireAudience(Tenant tenant, AppRegistration app, JWTClaimsSet claims) throws EntraRefusal {
        String audience = claims.getAudience().size() == 1 ? claims.getAudience().getFirst() : "";
        boolean ours = audience.equalsIgnoreCase(app.clientId()) || tenant.resource(audience)
                .filter(resource -> resource.app().equalsIgnoreCase(app.clientId()))
                .isPresent();
        if (!ours) {
            throw GrantRefusal.assertionAudience(audience, app);
        }
    }
}
