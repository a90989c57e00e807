package dev.lanyard.server.identity;

import dev.lanyard.server.authorization.OAuthMessages;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import java.io.IOException;
import java.util.Optional;

/**
 * Stands in for Azure's instance metadata service: a token of the machine's own identity, without any secret. The header
 * {@code Metadata: true} keeps out whoever can only make this machine fetch an address.
 */
final class ManagedIdentityEndpoint implements HttpHandler {
    static final String PATH = "/metadata/identity/oauth2/token";

    private final IdentityProvider provider;

    ManagedIdentityEndpoint(IdentityProvider provider) {
        this.provider = provider;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.allow("GET");
        if (!exchange.header("Metadata").orElse("").equalsIgnoreCase("true")
                || !exchange.headers("X-Forwarded-For").isEmpty()) {
            throw new HttpRefusal(400, "invalid_request", "Required metadata header not specified");
        }
        exchange.query().required("api-version");
        answer(exchange, PATH);
    }

    /** Answers one of whom it is known that it runs on the machine. */
    void answer(HttpExchange exchange, String path) throws IOException {
        String name = exchange.query().required("resource");
        ProtectedResource resource = provider.tenant()
                .resource(name)
                .orElseThrow(() -> new HttpRefusal(400, "invalid_resource", String.valueOf(
                        EntraRefusal.resourceUnknown(name, provider.tenant()).getMessage())));
        AppRegistration app = identity(exchange).orElseThrow(
                () -> new HttpRefusal(400, "invalid_request", "Identity not found"));
        provider.note(new IdentityRequest(path, "managed_identity", app.clientId(), null, name, 200));
        OAuthMessages.respond(exchange, provider.outage().orElseGet(() -> provider.machineToken(app, resource)));
    }

    /** User-assigned by one of its ids, or else the one that the system assigned. */
    private Optional<AppRegistration> identity(HttpExchange exchange) {
        Optional<String> client = exchange.query().one("client_id");
        Optional<String> object = exchange.query().one("object_id").or(() -> exchange.query().one("principal_id"));
        return provider.tenant()
                .apps()
                .stream()
                .filter(app -> app.proofs().contains(AppProof.Machine.USER_ASSIGNED)
                        ? client.filter(app.clientId()::equalsIgnoreCase).isPresent()
                                || object.filter(app.objectId()::equalsIgnoreCase).isPresent()
                        : app.proofs().contains(AppProof.Machine.SYSTEM_ASSIGNED) && client.isEmpty()
                                && object.isEmpty())
                .findFirst();
    }
}
