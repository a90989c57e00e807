package dev.lanyard.server.identity;

import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.authorization.OAuthMessages;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.URI;

/**
 * Serves an identity provider over HTTP and HTTPS. Plain HTTP has the public documents and the pages, which any browser can
 * show; a client secret is taken over HTTPS alone (RFC 6749, section 3.2). Thread-safe.
 */
public final class IdentityEndpoint {
    static final String AUTHORIZE = "/oauth2/v2.0/authorize";
    static final String DEVICE = "/oauth2/deviceauth";

    private final IdentityProvider provider;

    /** Creates an endpoint for a provider. */
    public IdentityEndpoint(IdentityProvider provider) {
        this.provider = provider;
    }

    /**
     * Returns the routes: everything that no other route takes, so that an unknown tenant gets Entra's answer too.
     *
     * @param pages the origin of the pages, for example {@code http://localhost:8000}
     */
    public Routes routes(URI pages) {
        Routes counted = Routes.none();
        for (var page : provider.site(pages).routes().handlers().entrySet()) {
            counted = counted.with(page.getKey(), counted(page.getValue()));
        }
        ManagedIdentityEndpoint identities = new ManagedIdentityEndpoint(provider);
        return counted.with(GraphEndpoint.PATH, provider.graph())
                .with(ManagedIdentityEndpoint.PATH, identities)
                .with(AppServiceIdentityEndpoint.PATH,
                        new AppServiceIdentityEndpoint(identities, SecretHash.of(provider.identityHeader())))
                .with("/", exchange -> handle(exchange, pages));
    }

    private HttpHandler counted(HttpHandler page) {
        return exchange -> {
            provider.note(new IdentityRequest(exchange.path(), null, exchange.query().one("client_id").orElse(null),
                    null, exchange.query().one("scope").orElse(null), 200));
            page.handle(exchange);
        };
    }

    private void handle(HttpExchange exchange, URI pages) throws IOException {
        if (!exchange.method().equals("GET") && !exchange.origin().getScheme().equals("https")) {
            throw new HttpRefusal(403, "https_required", "Ask for tokens over https.");
        }
        OAuthMessages.respond(exchange,
                provider.answer(OAuthMessages.request(exchange, "client-request-id"), pages));
    }
}
