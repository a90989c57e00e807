package dev.lanyard.server.authorization;

import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.Parameters;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes authorization requests (RFC 6749, section 4.1.1; OAuth 2.1). Until client and redirect URI are known to belong
 * together, the browser is told and sent nowhere; from then on refusals go to the client, each with {@code iss} (RFC 9207).
 */
final class AuthorizeEndpoint implements PageHandler {
    private final AuthorizationSettings settings;
    private final Clients clients;
    private final Targets targets;
    private final Sessions sessions;
    private final Interactions interactions;

    AuthorizeEndpoint(AuthorizationSettings settings, Clients clients, Targets targets, Sessions sessions,
            Interactions interactions) {
        this.settings = settings;
        this.clients = clients;
        this.targets = targets;
        this.sessions = sessions;
        this.interactions = interactions;
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        exchange.allow("GET", "POST");
        Parameters asked = exchange.method().equals("POST") ? exchange.form() : exchange.query();
        Client client = clients.find(asked.required("client_id"));
        URI redirectUri = RedirectUri.match(asked.required("redirect_uri"), client.redirectUris())
                .orElseThrow(() -> OAuthRefusal.request(
                        "The address that the answer would go to is not one that the application has registered."));
        try {
            Interaction.Authorization interaction = read(asked, client, redirectUri, sessions.open(exchange).seal());
            exchange.redirect(interactions.begin(interaction));
        } catch (OAuthRefusal refusal) {
            List<String> states = asked.all("state");
            State state = states.size() == 1 && !states.getFirst().isEmpty() ? new State(states.getFirst()) : null;
            exchange.redirect(new AuthorizationErrorResponse(redirectUri, refusal.error(), state,
                    new Issuer(settings.issuer()), ResponseMode.QUERY).toURI());
        }
    }

    private Interaction.Authorization read(Parameters asked, Client client, URI redirectUri, String seal) {
        AuthorizationRequest request = parse(asked);
        if (!request.getResponseType().equals(ResponseType.CODE)) {
            throw new OAuthRefusal(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE, "Ask for response_type=code.");
        }
        if (!client.may(GrantType.AUTHORIZATION_CODE)) {
            throw OAuthRefusal.unauthorized("The client is not registered for this grant.");
        }
        if (request.specifiesRequestObject()) {
            throw new OAuthRefusal(OAuth2Error.REQUEST_NOT_SUPPORTED, "Request objects are not supported.");
        }
        if (request.getResponseMode() != null && !request.getResponseMode().equals(ResponseMode.QUERY)) {
            throw OAuthRefusal.request("Only response_mode=query is supported.");
        }
        if (request.getCodeChallenge() == null
                || !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())) {
            throw OAuthRefusal.request("Send a code_challenge with code_challenge_method=S256 (RFC 7636).");
        }
        TargetResource resource = targets.resource(request.getResources());
        return new Interaction.Authorization(seal, client, resource, Targets.scopes(request.getScope(), resource),
                redirectUri, request.getCodeChallenge(), request.getState());
    }

    private static AuthorizationRequest parse(Parameters asked) {
        Map<String, List<String>> values = new LinkedHashMap<>(asked.values());
        try {
            return AuthorizationRequest.parse(values);
        } catch (ParseException malformed) {
            if (malformed.getErrorObject() == null) {
                throw OAuthRefusal.request("The authorization request is malformed.");
            }
            throw new OAuthRefusal(malformed.getErrorObject(), "The authorization request is malformed.");
        }
    }
}
