package dev.lanyard.server.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Says what stands in tokens, in both versions of Entra. */
final class TokenClaims {
    /** Entra's word for a sign-in that satisfied a policy. */
    static final String POLICY_SATISFIED = "p1";

    /** Entra's claim for itself, which nobody else is to look at. */
    static final String INTERNAL = "aio";

    private TokenClaims() {}

    /** Returns how many challenges there were before the sign-in that a token came of. */
    static int epoch(JWTClaimsSet claims) {
        return claims.getClaim(INTERNAL) instanceof String count ? Integer.parseInt(count) : 0;
    }

    static String issuer(URI authority, Tenant tenant, ProtectedResource.Version version) {
        return switch (version) {
            case V1 -> authority.toString().replaceFirst("//login\\.", "//sts.") + "/" + tenant.id() + "/";
            case V2 -> authority + "/" + tenant.id() + "/v2.0";
        };
    }

    /**
     * An app's own token: its service principal is the subject, it carries {@code roles} and never {@code scp}, because no
     * user delegated anything. Version 2.0 has {@code azp}, and {@code appid} as in 1.0, since resource servers in the field
     * look for either.
     */
    static JWTClaimsSet.Builder ofApp(Tenant tenant, ProvenApp client, ProtectedResource resource) {
        AppRegistration app = client.app();
        JWTClaimsSet.Builder claims = of(tenant, client, resource).subject(app.objectId()).claim("oid", app.objectId());
        if (!app.rolesAt(resource).isEmpty()) {
            claims.claim("roles", app.rolesAt(resource));
        }
        return switch (resource.version()) {
            case V1 -> claims.claim("idtyp", "app");
            case V2 -> claims.claim("appid", app.clientId());
        };
    }

    /** A user's token for an API: what the app may do there for the user stands in {@code scp}. */
    static JWTClaimsSet.Builder ofUser(Tenant tenant, ProvenApp client, ProtectedResource resource, SignIn signIn,
            List<String> scopes) {
        DirectoryUser user = signIn.user();
        JWTClaimsSet.Builder claims = of(tenant, client, resource).subject(pairwise(user, resource.app()))
                .claim("oid", user.objectId())
                .claim("name", user.displayName())
                .claim("scp", String.join(" ", scopes))
                .claim(INTERNAL, Integer.toString(signIn.epoch()));
        if (signIn.mfa()) {
            claims.claim("acrs", List.of(POLICY_SATISFIED));
        }
        return switch (resource.version()) {
            case V1 -> claims.claim("upn", user.mail())
                    .claim("unique_name", user.mail())
                    .claim("amr", signIn.mfa() ? List.of("pwd", "mfa") : List.of("pwd"));
            case V2 -> claims.claim("preferred_username", user.mail());
        };
    }

    /** Who signed in, for the app itself (OpenID Connect Core 1.0, section 2). */
    static JWTClaimsSet.Builder ofIdToken(Tenant tenant, SignIn signIn) {
        DirectoryUser user = signIn.user();
        return new JWTClaimsSet.Builder().audience(signIn.client())
                .subject(pairwise(user, signIn.client()))
                .claim("oid", user.objectId())
                .claim("tid", tenant.id())
                .claim("name", user.displayName())
                .claim("preferred_username", user.mail())
                .claim("email", user.mail())
                .claim("uti", UUID.randomUUID().toString())
                .claim("ver", "2.0");
    }

    private static JWTClaimsSet.Builder of(Tenant tenant, ProvenApp client, ProtectedResource resource) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().audience(resource.audience())
                .claim("tid", tenant.id())
                .claim("uti", UUID.randomUUID().toString());
        return switch (resource.version()) {
            case V1 -> claims.claim("appid", client.app().clientId())
                    .claim("appidacr", client.acr())
                    .claim("ver", "1.0");
            case V2 -> claims.claim("azp", client.app().clientId()).claim("azpacr", client.acr()).claim("ver", "2.0");
        };
    }

    /** OpenID Connect Core 1.0, section 8.1: another subject at every app, so that two cannot compare notes. */
    private static String pairwise(DirectoryUser user, String app) {
        return UUID.nameUUIDFromBytes((user.objectId() + "@" + app).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
