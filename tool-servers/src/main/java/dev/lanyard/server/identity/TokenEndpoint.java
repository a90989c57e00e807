package dev.lanyard.server.identity;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import java.util.Locale;
import java.util.Map;

/** Answers token requests: for a code, a refresh token, a device, a user's assertion, or the app itself. Thread-safe. */
final class TokenEndpoint {
    private final AppAuthenticator authenticator;
    private final TokenIssuer issuer;
    private final IssuedCodes codes;
    private final RefreshTokens refreshTokens;
    private final DeviceCodes devices;
    private final OnBehalfOf onBehalfOf;
    private final UserTokens users;

    TokenEndpoint(AppAuthenticator authenticator, TokenIssuer issuer, IssuedCodes codes, RefreshTokens refreshTokens,
            DeviceCodes devices, OnBehalfOf onBehalfOf, UserTokens users) {
        this.authenticator = authenticator;
        this.issuer = issuer;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.devices = devices;
        this.onBehalfOf = onBehalfOf;
        this.users = users;
    }

    HTTPResponse answer(EntraRequest request) throws EntraRefusal {
        String grant = request.required("grant_type");
        return switch (grant) {
            case "client_credentials" -> forItself(request);
            case "authorization_code" -> forCode(request);
            case "refresh_token" -> forRefreshToken(request);
            // MSAL4J still says it as the draft did.
            case "urn:ietf:params:oauth:grant-type:device_code", "device_code" -> forDevice(request);
            case OnBehalfOf.GRANT -> onBehalfOf(request);
            default -> throw EntraRefusal.grantUnsupported(grant);
        };
    }

    /** RFC 6749, section 4.4.3: no refresh token. The scope is the one word {@code <resource>/.default}. */
    private HTTPResponse forItself(EntraRequest request) throws EntraRefusal {
        ProvenApp client = authenticator.authenticate(request).confidential();
        if (!request.path().toLowerCase(Locale.ROOT).startsWith("/" + request.tenant().id() + "/")) {
            throw EntraRefusal.tenantMissing();
        }
        String scope = request.required("scope");
        if (!scope.contains("/" + Wanted.DEFAULT)) {
            throw EntraRefusal.scopeWithoutDefault(scope);
        }
        Wanted wanted = Wanted.read(request.tenant(), client.app(), request);
        BearerAccessToken bearer = new BearerAccessToken(issuer.forApp(request.tenant(), client, wanted.resource()),
                issuer.lifetime().toSeconds(), null);
        return new AccessTokenResponse(new Tokens(bearer, null),
                Map.of("ext_expires_in", issuer.lifetime().toSeconds())).toHTTPResponse();
    }

    private HTTPResponse forCode(EntraRequest request) throws EntraRefusal {
        ProvenApp client = authenticator.authenticate(request);
        if (client.app().publicClient() && client.isProven()) {
            throw ProofRefusal.publicWithProof();
        }
        IssuedCodes.Issued issued = codes.redeem(request, client);
        Wanted wanted = request.value("scope").isPresent()
                ? Wanted.read(request.tenant(), client.app(), request)
                : Wanted.read(request.tenant(), client.app(), issued.scope());
        return users.answer(request, client, issued.signIn(), wanted, issued.nonce());
    }

    private HTTPResponse forRefreshToken(EntraRequest request) throws EntraRefusal {
        ProvenApp client = authenticator.authenticate(request);
        SignIn signIn = refreshTokens.use(request.required("refresh_token"), client);
        request.about(signIn.user());
        Wanted wanted = Wanted.read(request.tenant(), client.app(), request);
        users.requireDemanded(request, signIn, wanted);
        return users.answer(request, client, signIn, wanted, null);
    }

    private HTTPResponse forDevice(EntraRequest request) throws EntraRefusal {
        ProvenApp client = authenticator.authenticate(request);
        DeviceCodes.Allowed allowed = devices.redeem(request, client);
        Wanted wanted = Wanted.read(request.tenant(), client.app(), allowed.scope());
        users.requireDemanded(request, allowed.signIn(), wanted);
        return users.answer(request, client, allowed.signIn(), wanted, null);
    }

    private HTTPResponse onBehalfOf(EntraRequest request) throws EntraRefusal {
        ProvenApp client = authenticator.authenticate(request).confidential();
        SignIn signIn = onBehalfOf.signIn(request, client);
        request.about(signIn.user());
        Wanted wanted = Wanted.read(request.tenant(), client.app(), request);
        users.requireDemanded(request, signIn, wanted);
        return users.answer(request, client, signIn, wanted, null);
    }
}
