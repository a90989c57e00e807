package dev.lanyard.server.identity;

import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import java.io.IOException;

/**
 * Stands in for what App Service, Functions and Container Apps give a process in place of the metadata service:
 * {@code IDENTITY_ENDPOINT}, and {@code IDENTITY_HEADER} with a secret that only the process knows. Answers
 * {@code GET /msi/token?api-version=2019-08-01&resource=api://reverse}.
 */
final class AppServiceIdentityEndpoint implements HttpHandler {
    static final String PATH = "/msi/token";
    private static final String HEADER = "X-IDENTITY-HEADER";
    private static final String VERSION = "2019-08-01";

    private final ManagedIdentityEndpoint identities;
    private final SecretHash secret;

    AppServiceIdentityEndpoint(ManagedIdentityEndpoint identities, SecretHash secret) {
        this.identities = identities;
        this.secret = secret;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.allow("GET");
        if (!secret.matches(exchange.header(HEADER).orElse(""))) {
            throw new HttpRefusal(401, "unauthorized", "The header " + HEADER + " is not that of this process.");
        }
        if (!exchange.query().required("api-version").equals(VERSION)) {
            throw new HttpRefusal(400, "invalid_request", "The api-version is not " + VERSION + ".");
        }
        identities.answer(exchange, PATH);
    }
}
