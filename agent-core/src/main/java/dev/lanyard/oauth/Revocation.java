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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an issuer that tokens are no longer wanted (RFC 7009). What is forgotten here stays forgotten if that fails. */
final class Revocation {
    private static final Logger LOG = LoggerFactory.getLogger(Revocation.class);

    private Revocation() {}

    static void revoke(IssuerMetadata issuer, RegisteredClient client, TokenSet tokens, IssuerHttp http, Clock clock) {
        URI endpoint = issuer.revocation();
        if (endpoint == null) {
            return;
        }
        // The refresh token first: most issuers end the access token with it.
        if (tokens.refresh() != null) {
            send(endpoint, issuer, client, new RefreshToken(tokens.refresh().reveal()), http, clock);
        }
        send(endpoint, issuer, client, new BearerAccessToken(tokens.access().reveal()), http, clock);
    }

    private static void send(URI endpoint, IssuerMetadata issuer, RegisteredClient client, Token token, IssuerHttp http,
            Clock clock) {
        ClientAuthentication proof = ClientProofs.authentication(client, issuer, clock);
        try {
            var request = proof == null
                    ? new TokenRevocationRequest(endpoint, new ClientID(client.id()), token)
                    : new TokenRevocationRequest(endpoint, proof, token);
            int status = request.toHTTPRequest().send(http).getStatusCode();
            if (status != 200) {
                LOG.warn("The authorization server answered {} when asked to revoke a token", status);
            }
        } catch (IOException e) {
            LOG.warn("The authorization server could not be asked to revoke a token: {}", Text.reason(e));
        }
    }
}
