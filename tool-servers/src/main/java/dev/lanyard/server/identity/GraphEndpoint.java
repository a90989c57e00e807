package dev.lanyard.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stands in for Microsoft Graph: {@code GET /graph/v1.0/me}. It takes only tokens for itself, so that a server which passes
 * on the token it was called with gets nothing, and challenges with claims as Continuous Access Evaluation does.
 */
final class GraphEndpoint implements HttpHandler {
    static final String PATH = "/graph/v1.0/me";

    private final Tenant tenant;
    private final TokenIssuer issuer;
    private final Faults faults;
    private final Clock clock;

    GraphEndpoint(Tenant tenant, TokenIssuer issuer, Faults faults, Clock clock) {
        this.tenant = tenant;
        this.issuer = issuer;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.allow("GET");
        String header = exchange.header("Authorization").orElse("");
        JWTClaimsSet claims = (header.startsWith("Bearer ")
                ? issuer.read(header.substring(7))
                : Optional.<JWTClaimsSet>empty()).orElseThrow(
                        () -> invalid("Access token is empty or"
                                + " not signed by this directory."));
        if (!claims.getAudience().contains(Graph.IDENTIFIER)) {
            throw invalid("Access token validation failure. Invalid audience.");
        }
        if (claims.getExpirationTime() == null || !clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
            throw invalid("Lifetime validation failed, the token is expired.");
        }
        if (!(claims.getClaim("scp") instanceof String scopes)
                || !List.of(scopes.split(" ", -1)).contains(Graph.SCOPE)) {
            throw new HttpRefusal(403, "Authorization_RequestDenied",
                    "Insufficient privileges to complete the operation.");
        }
        if (faults.challenges(TokenClaims.epoch(claims))) {
            throw challenge();
        }
        DirectoryUser user = tenant.user(String.valueOf(claims.getClaim("oid")))
                .orElseThrow(() -> invalid("The user is not in this directory."));
        exchange.respondJson(200, StrictJson.object()
                .put("@odata.context", Graph.IDENTIFIER + "/v1.0/$metadata#users/$entity")
                .put("id", user.objectId())
                .put("displayName", user.displayName())
                .put("mail", user.mail())
                .put("userPrincipalName", user.mail()));
    }

    private static HttpRefusal invalid(String description) {
        return new HttpRefusal(401, "InvalidAuthenticationToken", description,
                Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    /** {@code Bearer realm="", error="insufficient_claims", claims="<base64>"}: sign in anew. */
    private HttpRefusal challenge() {
        String claims = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"" + clock.instant().getEpochSecond()
                + "\"}}}";
        return new HttpRefusal(401, "InvalidAuthenticationToken",
                "Continuous access evaluation resulted in challenge: the user's session was revoked.",
                Map.of("WWW-Authenticate", "Bearer realm=\"\", error=\"insufficient_claims\", claims=\""
                        + Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "\""));
    }
}
