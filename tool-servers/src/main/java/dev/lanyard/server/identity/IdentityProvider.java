package dev.lanyard.server.identity;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Answers as Entra does, for tenants of its own: {@code /{tenant}/v2.0/.well-known/openid-configuration},
 * {@code /{tenant}/discovery/v2.0/keys} and {@code /{tenant}/oauth2/v2.0/token}. Knows no server: requests and answers are
 * Nimbus's messages. Thread-safe.
 */
public final class IdentityProvider {
    private static final String DISCOVERY_PATH = "v2.0/.well-known/openid-configuration";
    private static final String KEYS_PATH = "discovery/v2.0/keys";
    private static final String TOKEN_PATH = "oauth2/v2.0/token";

    private final URI authority;
    private final Map<String, Tenant> tenants;
    private final SigningKey key;
    private final Clock clock;
    private final TokenIssuer issuer;
    private final TokenEndpoint tokenEndpoint;
    private final RequestLog log = new RequestLog();

    /**
     * Creates a provider.
     *
     * @param authority the origin in issuers and endpoints, for example {@code https://login.lanyard.localhost}; without a
     *        port, because MSAL's cache does not survive one
     * @param tenant the directory that it answers for
     * @param key what tokens are signed with
     * @param lifetime how long tokens are valid, at least a second
     * @param clock the time written into tokens
     */
    public IdentityProvider(URI authority, Tenant tenant, SigningKey key, Duration lifetime, Clock clock) {
        this.authority = authority;
        this.tenants = Map.of(tenant.id(), tenant);
        this.key = key;
        this.clock = clock;
        this.issuer = new TokenIssuer(authority, key, lifetime, clock);
        this.tokenEndpoint = new TokenEndpoint(issuer);
    }

    /** Returns the {@code iss} of a tenant's tokens. */
    public String issuer(Tenant tenant) {
        return issuer.issuer(tenant);
    }

    /** Returns the path of a tenant's keys, {@code /{tenant}/discovery/v2.0/keys}. */
    public static String keysPath(Tenant tenant) {
        return "/" + tenant.id() + "/" + KEYS_PATH;
    }

    /** Returns the requests answered, oldest first, at most the latest 10,000. */
    public List<IdentityRequest> requests() {
        return log.all();
    }

    /** Answers a request by its path and records it. */
    public HTTPResponse answer(HTTPRequest request) {
        HTTPResponse response;
        try {
            response = route(request);
        } catch (EntraRefusal refusal) {
            response = EntraErrorResponse.of(refusal, request.getHeaderValue("client-request-id"), clock);
        }
        log.add(record(request, response));
        return response;
    }

    private HTTPResponse route(HTTPRequest request) throws EntraRefusal {
        String[] parts = request.getURI().getPath().split("/", 3);
        String rest = parts.length == 3 ? parts[2] : "";
        HTTPRequest.Method method = rest.equals(TOKEN_PATH) ? HTTPRequest.Method.POST : HTTPRequest.Method.GET;
        if (!List.of(DISCOVERY_PATH, KEYS_PATH, TOKEN_PATH).contains(rest)) {
            return new HTTPResponse(HTTPResponse.SC_NOT_FOUND);
        }
        if (request.getMethod() != method) {
            HTTPResponse response = new HTTPResponse(405);
            response.setHeader("Allow", method.name());
            return response;
        }
        Tenant tenant = tenant(parts[1]);
        return switch (rest) {
            case TOKEN_PATH -> tokenEndpoint.answer(tenant, request);
            case KEYS_PATH -> document(key.publicKeys());
            default -> document(DiscoveryDocument.of(authority, tenant, issuer.issuer(tenant)));
        };
    }

    private Tenant tenant(String id) throws EntraRefusal {
        return Optional.ofNullable(tenants.get(id.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> EntraRefusal.tenantUnknown(id));
    }

    private static HTTPResponse document(String json) {
        HTTPResponse response = new HTTPResponse(HTTPResponse.SC_OK);
        response.setEntityContentType(ContentType.APPLICATION_JSON);
        response.setBody(json);
        return response;
    }

    private static IdentityRequest record(HTTPRequest request, HTTPResponse response) {
        Map<String, List<String>> form = Map.of();
        String client = null;
        try {
            form = request.getBodyAsFormParameters();
            client = MultivaluedMapUtils.getFirstValue(form, "client_id");
            ClientAuthentication presented = ClientAuthentication.parse(request);
            client = presented == null ? client : presented.getClientID().getValue();
        } catch (ParseException e) {
            // A request too malformed to name its client is recorded without one.
        }
        return new IdentityRequest(request.getURI().getPath(), MultivaluedMapUtils.getFirstValue(form, "grant_type"),
                client, response.getStatusCode());
    }
}
