package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks one authorization server for tokens (RFC 6749, section 3.2). Nothing is read from a token. */
final class TokenEndpoint {
    private static final Duration UNSAID_LIFETIME = Duration.ofHours(1);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(90);
    private static final String WANTS_NONCE = "use_dpop_nonce";

    private final String server;
    private final IssuerMetadata issuer;
    private final IssuerHttp http;
    private final Clock clock;

    TokenEndpoint(String server, IssuerMetadata issuer, IssuerHttp http, Clock clock) {
        this.server = server;
        this.issuer = issuer;
        this.http = http;
        this.clock = clock;
    }

    /**
     * Asks for a token.
     *
     * @param scopes what to ask for, empty to leave that to the grant
     * @param resource the resource to name, empty for none
     * @param key what the token is to be bound to, or null for a bearer token
     * @throws CredentialException.Unavailable if the issuer does not answer as it should
     */
    TokenAnswer ask(RegisteredClient client, AuthorizationGrant grant, List<String> scopes, String resource,
            @Nullable DpopKey key) {
        URI endpoint = issuer.token();
        if (endpoint == null) {
            throw unavailable("has no token endpoint", null);
        }
        TokenAnswer first = exchange(endpoint, client, grant, scopes, resource, key);
        return key != null && first instanceof TokenAnswer.Refused refused && refused.error().equals(WANTS_NONCE)
                ? exchange(endpoint, client, grant, scopes, resource, key)
                : first;
    }

    private TokenAnswer exchange(URI endpoint, RegisteredClient client, AuthorizationGrant grant, List<String> scopes,
            String resource, @Nullable DpopKey key) {
        ClientAuthentication proof = ClientProofs.authentication(client, issuer, clock);
        TokenRequest.Builder request = proof == null
                ? new TokenRequest.Builder(endpoint, new ClientID(client.id()), grant)
                : new TokenRequest.Builder(endpoint, proof, grant);
        if (!scopes.isEmpty()) {
            request.scope(new Scope(scopes.toArray(String[]::new)));
        }
        if (!resource.isEmpty()) {
            request.resource(URI.create(resource));
        }
        HTTPRequest sent = request.build().toHTTPRequest();
        if (key != null) {
            sent.setHeader("DPoP", key.proof("POST", endpoint));
        }
        try {
            ReadOnlyHTTPResponse answer = sent.send(http);
            Instant now = clock.instant();
            if (key != null) {
                answer.getHeaderMap()
                        .getOrDefault("DPoP-Nonce", List.of())
                        .forEach(nonce -> key.nonce(endpoint, nonce));
            }
            return read(answer, now, key);
        } catch (IOException e) {
            throw unavailable("cannot be reached: " + Text.reason(e), e);
        } catch (ParseException | IllegalArgumentException e) {
            // The library's message may quote what was answered, a token among it, so that it is not kept.
            throw unavailable("gave an answer that is not OAuth's", null);
        }
    }

    /** Returns what an answer says; the exceptions quote nothing that may be shown. */
    static TokenAnswer read(ReadOnlyHTTPResponse answer, Instant now, @Nullable DpopKey key)
            throws ParseException, IOException {
        if (answer.getStatusCode() >= 500 || answer.getStatusCode() == 429) {
            throw IssuerBusy.of(answer);
        }
        String body = answer.getBody() == null ? "" : answer.getBody();
        var json = StrictJson.object(body).orElseThrow(() -> new ParseException("not a JSON object"));
        if (json.has("error")) {
            // Some issuers answer 200 with an error.
            return new TokenAnswer.Refused(Text.line(json.path("error").asText("")),
                    Text.line(json.path("error_description").asText("")));
        }
        // What an issuer writes as an odd number is not worth failing for.
        Duration lifetime = lifetime(json.path("expires_in").asDouble(0));
        json.remove("expires_in");
        HTTPResponse cleaned = new HTTPResponse(answer.getStatusCode());
        cleaned.setHeader("Content-Type", "application/json");
        cleaned.setBody(json.toString());
        TokenResponse response = TokenResponse.parse(cleaned);
        if (!response.indicatesSuccess()) {
            ErrorObject error = response.toErrorResponse().getErrorObject();
            String code = error == null || error.getCode() == null ? "HTTP " + answer.getStatusCode() : error.getCode();
            return new TokenAnswer.Refused(Text.line(code), "");
        }
        AccessToken access = response.toSuccessResponse().getTokens().getAccessToken();
        boolean bound = access instanceof DPoPAccessToken;
        boolean bearer = access.getType().equals(AccessTokenType.BEARER)
                || access.getType().equals(AccessTokenType.N_A);
        if (!bearer && !(bound && key != null)) {
            throw new ParseException("a token of another type");
        }
        RefreshToken refresh = response.toSuccessResponse().getTokens().getRefreshToken();
        return new TokenAnswer.Granted(new TokenSet(Secret.of(access.getValue()), now, now.plus(lifetime),
                refresh == null ? null : Secret.of(refresh.getValue()),
                access.getScope() == null ? List.of() : Scopes.clean(access.getScope().toStringList()),
                bound ? key : null));
    }

    /** An issuer that says nothing, or nonsense, is believed for an hour: a 401 ends the token earlier. */
    private static Duration lifetime(double seconds) {
        if (!(seconds >= 1)) {
            return UNSAID_LIFETIME;
        }
        return seconds > LONGEST_LIFETIME.toSeconds() ? LONGEST_LIFETIME : Duration.ofSeconds((long) seconds);
    }

    private CredentialException.Unavailable unavailable(String what, @Nullable Throwable cause) {
        return new CredentialException.Unavailable(server,
                "The authorization server '" + Text.line(issuer.issuer()) + "' of server '" + server + "' " + what
                        + ".",
                "Try again later.", cause instanceof IssuerBusy busy ? busy.retryAfter() : null, cause);
    }
}
