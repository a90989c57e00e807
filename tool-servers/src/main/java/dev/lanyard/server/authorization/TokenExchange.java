package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.Tokens;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Gives a client, for an access token that a user sent it, one of the same user for another resource (RFC 8693). The token
 * that is shown must have been meant for that client: given to it, or for the resource that it serves.
 */
final class TokenExchange {
    private final Targets targets;
    private final AccessTokens tokens;

    TokenExchange(Targets targets, AccessTokens tokens) {
        this.targets = targets;
        this.tokens = tokens;
    }

    HTTPResponse answer(Client client, TokenExchangeGrant presented, TokenRequest asked) {
        if (!TokenTypeURI.ACCESS_TOKEN.equals(presented.getSubjectTokenType()) || presented.getActorToken() != null) {
            throw OAuthRefusal.request("Exchange an access token, without an actor token.");
        }
        TokenTypeURI wanted = presented.getRequestedTokenType();
        if (wanted != null && !TokenTypeURI.ACCESS_TOKEN.equals(wanted)) {
            throw OAuthRefusal.request("Only access tokens are given out.");
        }
        Grant shown = tokens.find(presented.getSubjectToken().getValue())
                .orElseThrow(() -> OAuthRefusal.request("The subject token is not valid here."));
        if (!shown.clientId().equals(client.id()) && !client.serves(shown.resource())) {
            throw OAuthRefusal.request("The subject token was not meant for this client.");
        }
        TargetResource resource = resource(presented, asked);
        Set<String> scopes = Targets.scopes(asked.getScope(), resource);
        scopes.remove(Targets.OFFLINE);
        Grant grant = new Grant(shown.family(), client.id(), shown.subject(), scopes, resource.identifier());
        BearerAccessToken access = new BearerAccessToken(tokens.issue(grant, client.id()),
                tokens.lifetime().toSeconds(), new Scope(scopes.toArray(String[]::new)), TokenTypeURI.ACCESS_TOKEN);
        return new AccessTokenResponse(new Tokens(access, null)).toHTTPResponse();
    }

    /** RFC 8693, section 2.1: the target is named by {@code resource} or by {@code audience}. */
    private TargetResource resource(TokenExchangeGrant presented, TokenRequest asked) {
        if (asked.getResources() != null || presented.getAudience() == null || presented.getAudience().size() != 1) {
            return targets.resource(asked.getResources());
        }
        try {
            return targets.resource(List.of(URI.create(presented.getAudience().getFirst().getValue())));
        } catch (IllegalArgumentException malformed) {
            throw OAuthRefusal.target("The parameter 'audience' is no resource here.");
        }
    }
}
