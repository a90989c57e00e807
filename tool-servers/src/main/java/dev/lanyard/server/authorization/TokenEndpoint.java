package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives out tokens (RFC 6749, section 3.2), for codes, refresh tokens, devices, clients themselves, and other tokens. */
final class TokenEndpoint {
    private static final Set<GrantType> SUPPORTED = Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN,
            GrantType.DEVICE_CODE, GrantType.CLIENT_CREDENTIALS, GrantType.TOKEN_EXCHANGE);

    private final ClientAuthenticator authenticator;
    private final Targets targets;
    private final AuthorizationCodes codes;
    private final TokenFamilies families;
    private final DeviceRequests devices;
    private final AccessTokens tokens;
    private final TokenExchange exchange;

    TokenEndpoint(ClientAuthenticator authenticator, Targets targets, AuthorizationCodes codes,
            TokenFamilies families, DeviceRequests devices, AccessTokens tokens) {
        this.authenticator = authenticator;
        this.targets = targets;
        this.codes = codes;
        this.families = families;
        this.devices = devices;
        this.tokens = tokens;
        this.exchange = new TokenExchange(targets, tokens);
    }

    HTTPResponse answer(HTTPRequest request) throws ParseException {
        TokenRequest asked = TokenRequest.parse(request);
        Client client = authenticator.authenticate(request);
        AuthorizationGrant grant = asked.getAuthorizationGrant();
        if (!SUPPORTED.contains(grant.getType())) {
            throw new OAuthRefusal(OAuth2Error.UNSUPPORTED_GRANT_TYPE, "This grant is not supported.");
        }
        if (!client.may(grant.getType())) {
            throw OAuthRefusal.unauthorized("The client is not registered for this grant.");
        }
        return switch (grant) {
            case AuthorizationCodeGrant code -> forCode(client, code, asked);
            case RefreshTokenGrant refresh -> forRefreshToken(client, refresh, asked);
            case DeviceCodeGrant device -> forUser(client,
                    devices.redeem(device.getDeviceCode().getValue(), client));
            case ClientCredentialsGrant own -> forItself(client, asked);
            case TokenExchangeGrant token -> exchange.answer(client, token, asked);
            default -> throw new IllegalStateException("The grant " + grant.getType() + " is not handled.");
        };
    }

    private HTTPResponse forCode(Client client, AuthorizationCodeGrant presented, TokenRequest asked) {
        Grant grant = codes.redeem(presented, client);
        requireResource(asked, grant);
        return forUser(client, grant);
    }

    /** A refresh token only for who asked to stay signed in and is registered for it. */
    private HTTPResponse forUser(Client client, Grant grant) {
        boolean lasting = grant.scopes().contains(Targets.OFFLINE) && client.may(GrantType.REFRESH_TOKEN);
        return respond(grant, lasting ? families.open(grant) : null);
    }

    /** RFC 6749, section 6: the same scopes or fewer, for this one access token. */
    private HTTPResponse forRefreshToken(Client client, RefreshTokenGrant presented, TokenRequest asked) {
        TokenFamilies.Refreshed refreshed = families.rotate(presented.getRefreshToken().getValue(), client, grant -> {
            requireResource(asked, grant);
            if (!grant.scopes().containsAll(scopes(asked, grant))) {
                throw OAuthRefusal.scope("A scope that was asked for was not granted.");
            }
        });
        Grant grant = refreshed.grant();
        return respond(grant.narrowed(scopes(asked, grant)), refreshed.next());
    }

    /** RFC 6749, section 4.4.3: no refresh token. */
    private HTTPResponse forItself(Client client, TokenRequest asked) {
        TargetResource resource = targets.resource(asked.getResources());
        Set<String> scopes = Targets.scopes(asked.getScope(), resource);
        scopes.remove(Targets.OFFLINE);
        return respond(Grant.to(client, client.id(), scopes, resource.identifier()), null);
    }

    /** RFC 8707, section 2.2: a token is for the resource that was agreed to. */
    private static void requireResource(TokenRequest asked, Grant grant) {
        boolean same = asked.getResources() == null
                || asked.getResources().stream().allMatch(grant.resource()::equals);
        if (!same) {
            throw OAuthRefusal.target("The parameter 'resource' is not that of the authorization request.");
        }
    }

    private static Set<String> scopes(TokenRequest asked, Grant grant) {
        return asked.getScope() == null ? grant.scopes() : new LinkedHashSet<>(asked.getScope().toStringList());
    }

    private HTTPResponse respond(Grant grant, @Nullable String refresh) {
        BearerAccessToken access = new BearerAccessToken(tokens.issue(grant, null), tokens.lifetime().toSeconds(),
                new Scope(grant.scopes().toArray(String[]::new)));
        RefreshToken next = refresh == null ? null : new RefreshToken(refresh);
        return new AccessTokenResponse(new Tokens(access, next)).toHTTPResponse();
    }
}
