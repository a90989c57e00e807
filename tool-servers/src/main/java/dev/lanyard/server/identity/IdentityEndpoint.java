package dev.lanyard.server.identity;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

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
        HTTPResponse response = provider.answer(request(exchange));
        Map<String, String> headers = new LinkedHashMap<>();
        response.getHeaderMap().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        String body = response.getBody();
        exchange.respond(response.getStatusCode(), headers,
                body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    }

    private static HTTPRequest request(HttpExchange exchange) throws IOException {
        HTTPRequest.Method method;
        try {
            method = HTTPRequest.Method.valueOf(exchange.method());
        } catch (IllegalArgumentException other) {
            throw new HttpRefusal(405, "method_not_allowed", "This path takes GET or POST.",
                    Map.of("Allow", "GET, POST"));
        }
        HTTPRequest request = new HTTPRequest(method, URI.create(exchange.origin() + exchange.path()));
        exchange.header("Authorization").ifPresent(request::setAuthorization);
        exchange.header("client-request-id").ifPresent(id -> request.setHeader("client-request-id", id));
        try {
            request.setContentType(exchange.header("Content-Type").orElse(ContentType.TEXT_PLAIN.toString()));
        } catch (ParseException malformed) {
            throw new HttpRefusal(400, "invalid_request", "The header Content-Type is malformed.");
        }
        request.setBody(new String(exchange.body(), StandardCharsets.UTF_8));
        return request;
    }
}
