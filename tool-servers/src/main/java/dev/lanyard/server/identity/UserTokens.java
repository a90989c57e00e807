package dev.lanyard.server.identity;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers token requests that are about a user, once it is known who that is. */
final class UserTokens {
    /** A claims request that only a sign-in with a second factor fulfils, in the words of Entra. */
    static final String POLICY_CLAIMS = "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":"
            + "[\"7c1e2f30-5a4b-4d6c-8e9f-0a1b2c3d4e5f\"]}}}";

    private final TokenIssuer issuer;
    private final RefreshTokens refreshTokens;
    private final Agreements agreements;
    private final Faults faults;

    UserTokens(TokenIssuer issuer, RefreshTokens refreshTokens, Agreements agreements, Faults faults) {
        this.issuer = issuer;
        this.refreshTokens = refreshTokens;
        this.agreements = agreements;
        this.faults = faults;
    }

    HTTPResponse answer(EntraRequest request, ProvenApp client, SignIn signIn, Wanted wanted, @Nullable String nonce)
            throws EntraRefusal {
        request.about(signIn.user());
        if (!agreements.cover(signIn.user(), client.app(), wanted)) {
            throw EntraRefusal.consentMissing(client.app());
        }
        if (!signIn.mfa() && faults.take(Fault.Kind.MFA_REQUIRED, wanted.resource().identifier()).isPresent()) {
            throw EntraRefusal.mfaNeeded(wanted.resource(), POLICY_CLAIMS);
        }
        List<String> scopes = agreements.scopes(signIn.user(), client.app(), wanted.resource());
        String access = issuer.forUser(request.tenant(), client, wanted.resource(), signIn, scopes);
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("ext_expires_in", issuer.lifetime().toSeconds());
        if (wanted.openid()) {
            more.put("id_token", issuer.idToken(request.tenant(), signIn, nonce));
        }
        if (request.value("client_info").isPresent()) {
            more.put("client_info", clientInfo(request.tenant(), signIn.user()));
        }
        BearerAccessToken bearer = new BearerAccessToken(access, issuer.lifetime().toSeconds(),
                new Scope(named(wanted, scopes).toArray(String[]::new)));
        RefreshToken refresh = wanted.offline() ? new RefreshToken(refreshTokens.issue(signIn)) : null;
        return new AccessTokenResponse(new Tokens(bearer, refresh), more).toHTTPResponse();
    }

    /** Refuses a grant that rests on a sign-in which is not what the request's claims demand: the user has to sign in anew. */
    void requireDemanded(EntraRequest request, SignIn signIn, Wanted wanted) throws EntraRefusal {
        String claims = request.value("claims").orElse("");
        DemandedClaims demanded = DemandedClaims.read(claims);
        if (demanded.mfa() && !signIn.mfa()) {
            throw EntraRefusal.mfaNeeded(wanted.resource(), claims);
        }
        if (demanded.recent() && faults.challenges(signIn.epoch())) {
            throw GrantRefusal.refreshRevoked();
        }
    }

    /** Entra names the scopes of a resource in full in its answers, those of Graph and of OpenID Connect as they are. */
    private static List<String> named(Wanted wanted, List<String> scopes) {
        List<String> all = new ArrayList<>();
        String prefix = wanted.text().contains(wanted.resource().identifier())
                ? wanted.resource().identifier()
                : wanted.resource().app();
        scopes.forEach(scope -> all.add(prefix + "/" + scope));
        if (wanted.scopes().isEmpty()) {
            all.add(prefix + "/" + Wanted.DEFAULT);
        }
        if (wanted.openid()) {
            all.add("openid");
            all.add("profile");
        }
        if (wanted.offline()) {
            all.add("offline_access");
        }
        return all;
    }

    /** Without it MSAL has no account: {@code {"uid":"<oid>","utid":"<tid>"}} in base64url. */
    static String clientInfo(Tenant tenant, DirectoryUser user) {
        String json = "{\"uid\":\"" + user.objectId() + "\",\"utid\":\"" + tenant.id() + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
