package dev.lanyard.server.identity;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Answers token requests with {@code client_credentials} (RFC 6749, section 4.4), the client known by its secret in the
 * form or in a Basic header (section 2.3.1). Thread-safe.
 */
final class TokenEndpoint {
    private static final String DEFAULT = "/.default";
    /** MSAL adds these to every request, though a client without a user has no use for them. */
    private static final Set<String> ADDED_BY_MSAL = Set.of("openid", "profile", "offline_access");

    private final TokenIssuer issuer;

    TokenEndpoint(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    HTTPResponse answer(Tenant tenant, HTTPRequest request) throws EntraRefusal {
        Map<String, List<String>> form = form(request);
        String grant = required(form, "grant_type");
        if (!grant.equals(GrantType.CLIENT_CREDENTIALS.getValue())) {
            throw EntraRefusal.grantUnsupported(grant);
        }
        AppRegistration app = authenticate(tenant, request, form);
        ProtectedResource resource = resource(tenant, required(form, "scope"));
        return issuer.issue(tenant, app, resource).toHTTPResponse();
    }

    /** Parses the form, in which no parameter may be repeated (RFC 6749, section 3.2). */
    private static Map<String, List<String>> form(HTTPRequest request) throws EntraRefusal {
        try {
            Map<String, List<String>> form = request.getBodyAsFormParameters();
            if (form.values().stream().anyMatch(values -> values.size() > 1)) {
                throw EntraRefusal.malformed();
            }
            return form;
        } catch (ParseException e) {
            throw EntraRefusal.parameterMissing("grant_type");
        }
    }

    private static String required(Map<String, List<String>> form, String name) throws EntraRefusal {
        String value = MultivaluedMapUtils.getFirstValue(form, name);
        if (value == null || value.isBlank()) {
            throw EntraRefusal.parameterMissing(name);
        }
        return value;
    }

    private static AppRegistration authenticate(Tenant tenant, HTTPRequest request, Map<String, List<String>> form)
            throws EntraRefusal {
        ClientAuthentication presented;
        try {
            presented = ClientAuthentication.parse(request);
        } catch (ParseException e) {
            throw EntraRefusal.malformed();
        }
        String clientId = presented == null ? required(form, "client_id") : presented.getClientID().getValue();
        AppRegistration app = tenant.app(clientId).orElseThrow(() -> EntraRefusal.clientUnknown(clientId, tenant));
        if (!(presented instanceof PlainClientSecret plain)) {
            throw EntraRefusal.secretMissing();
        }
        if (!app.secretHash().matches(plain.getClientSecret().getValue())) {
            throw EntraRefusal.secretWrong(app);
        }
        return app;
    }

    /** Finds the one resource that the scope names as {@code <identifier>/.default}. */
    private static ProtectedResource resource(Tenant tenant, String scope) throws EntraRefusal {
        List<String> asked = Objects.requireNonNull(Scope.parse(scope))
                .toStringList()
                .stream()
                .filter(value -> !ADDED_BY_MSAL.contains(value))
                .toList();
        if (asked.isEmpty() || !asked.stream().allMatch(value -> value.endsWith(DEFAULT))) {
            throw EntraRefusal.scopeWithoutDefault(scope);
        }
        if (asked.size() > 1) {
            throw EntraRefusal.severalResources(scope);
        }
        String identifier = asked.getFirst().substring(0, asked.getFirst().length() - DEFAULT.length());
        return tenant.resource(identifier).orElseThrow(() -> EntraRefusal.resourceUnknown(identifier, tenant));
    }
}
