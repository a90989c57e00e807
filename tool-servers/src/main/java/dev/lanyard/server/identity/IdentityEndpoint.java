package dev.lanyard.server.identity;

import dev.lanyard.server.authorization.OAuthMessages;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Routes;
import java.io.IOException;

/**
 * Serves an identity provider over HTTP and HTTPS. Plain HTTP gives out only the public documents: a client secret is taken
 * over HTTPS alone (RFC 6749, section 3.2). Thread-safe.
 */
public final class IdentityEndpoint {
    private final IdentityProvider provider;

    /** Creates an endpoint for a provider. */
    public IdentityEndpoint(IdentityProvider provider) {
        this.provider = provider;
    }

    /** Returns the routes: everything that no other route takes, so that an unknown tenant gets Entra's answer too. */
    public Routes routes() {
        return Routes.none().with("/", this::handle);
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (!exchange.method().equals("GET") && !exchange.origin().getScheme().equals("https")) {
            throw new HttpRefusal(403, "https_required", "Ask for tokens over https.");
        }
        OAuthMessages.respond(exchange, provider.answer(OAuthMessages.request(exchange, "client-request-id")));
    }
}
