package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import java.util.Date;

/** Takes tokens back (RFC 7009) and says whether one still counts (RFC 7662). */
final class TokenStatus {
    private final ClientAuthenticator authenticator;
    private final TokenFamilies families;
    private final AccessTokens tokens;

    TokenStatus(ClientAuthenticator authenticator, TokenFamilies families, AccessTokens tokens) {
        this.authenticator = authenticator;
        this.families = families;
        this.tokens = tokens;
    }

    /** RFC 7009, section 2.2: a token that is not known, or is another client's, gets the same answer. */
    HTTPResponse revoke(HTTPRequest request) throws ParseException {
        Client client = authenticator.authenticate(request);
        String presented = token(request);
        families.revoke(presented, client);
        tokens.revoke(presented, client);
        return new HTTPResponse(HTTPResponse.SC_OK);
    }

    /** RFC 7662, section 4: only who serves the resource of a token, or got it, learns anything of it. */
    HTTPResponse introspect(HTTPRequest request) throws ParseException {
        Client client = authenticator.authenticate(request);
        if (client.isPublic()) {
            throw OAuthRefusal.client("A public client may not ask about tokens.");
        }
        String presented = token(request);
        return tokens.find(presented)
                .filter(grant -> grant.clientId().equals(client.id()) || client.serves(grant.resource()))
                .map(grant -> new TokenIntrospectionSuccessResponse.Builder(true)
                        .scope(new Scope(grant.scopes().toArray(String[]::new)))
                        .clientID(new ClientID(grant.clientId()))
                        .subject(new Subject(grant.subject()))
                        .audience(Audience.create(grant.resource().toString()))
                        .expirationTime(Date.from(tokens.end(presented)))
                        .tokenType(AccessTokenType.BEARER)
                        .build())
                .orElseGet(() -> new TokenIntrospectionSuccessResponse.Builder(false).build())
                .toHTTPResponse();
    }

    private static String token(HTTPRequest request) throws ParseException {
        String token = MultivaluedMapUtils.getFirstValue(request.getBodyAsFormParameters(), "token");
        if (token == null || token.isEmpty()) {
            throw OAuthRefusal.request("The parameter 'token' is missing.");
        }
        return token;
    }
}
