package dev.lanyard.oauth;

import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Tells an issuer that tokens are no longer wanted (RFC 7009). What is forgotten here stays forgotten if that fails. */
final class Revocation {
    private Revocation() {}

    /** Returns what went wrong, empty if nothing did or the issuer revokes nothing. */
    static Optional<String> revoke(IssuerMetadata issuer, RegisteredClient client, TokenSet tokens, IssuerHttp http,
            Clock clock) {
        URI endpoint = issuer.revocation();
        if (endpoint == null) {
            return Optional.empty();
        }
        // The refresh token first: most issuers end the access token with it.
        Optional<String> refresh = tokens.refresh() == null
                ? Optional.empty()
                : send(endpoint, issuer, client, new RefreshToken(tokens.refresh().reveal()), http, clock);
        Optional<String> access = send(endpoint, issuer, client, new BearerAccessToken(tokens.access().reveal()), http,
                clock);
        return refresh.or(() -> access);
    }

    private static Optional<String> send(URI endpoint, IssuerMetadata issuer, RegisteredClient client, Token token,
            IssuerHttp http, Clock clock) {
        ClientAuthentication proof = ClientProofs.authentication(client, issuer, clock);
        try {
            var request = proof == null
                    ? new TokenRevocationRequest(endpoint, new ClientID(client.id()), token)
                    : new TokenRevocationRequest(endpoint, proof, token);
            int status = request.toHTTPRequest().send(http).getStatusCode();
            return status == 200 ? Optional.empty() : Optional.of("it answered " + status);
        } catch (IOException e) {
            return Optional.of("it cannot be reached: " + Text.reason(e));
        }
    }
}
