package dev.lanyard.server.auth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Tells clients where to get a token for a resource (RFC 9728, section 2; required by MCP 2025-11-25, Authorization).
 *
 * @param resource the URI of the MCP endpoint, such as {@code http://localhost:8000/reverse/mcp}
 * @param authorizationServers the issuers whose tokens it takes
 * @param scopes the scopes that it asks for
 */
public record ProtectedResourceMetadata(URI resource, List<String> authorizationServers, List<String> scopes)
        implements
            HttpHandler {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    /** Copies the lists. */
    public ProtectedResourceMetadata {
        authorizationServers = List.copyOf(authorizationServers);
        scopes = List.copyOf(scopes);
    }

    /** Returns the path of the document: RFC 9728, section 3.1, the well-known part goes between host and path. */
    public String path() {
        return WELL_KNOWN + resource.getRawPath();
    }

    /** Returns the URI of the document, for the {@code resource_metadata} of a challenge. */
    public URI location() {
        return resource.resolve(path());
    }

    /** Returns the route that serves the document. */
    public Routes routes() {
        return Routes.none().with(path(), this);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.allow("GET");
        ObjectNode document = StrictJson.object().put("resource", resource.toString());
        ArrayNode issuers = document.putArray("authorization_servers");
        authorizationServers.forEach(issuers::add);
        ArrayNode supported = document.putArray("scopes_supported");
        scopes.forEach(supported::add);
        document.putArray("bearer_methods_supported").add("header");
        exchange.respondJson(200, document);
    }
}
