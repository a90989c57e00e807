package dev.lanyard.server.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.StrictJson;
import java.util.Collection;
import java.util.List;

/** Describes the server (RFC 8414; RFC 9207; OAuth Client ID Metadata Document, section 5); advertises only what is served. */
final class ServerMetadata {
    private static final List<String> METHODS = List.of("none", "client_secret_basic", "client_secret_post",
            "private_key_jwt");

    private ServerMetadata() {}

    /** Returns what answers at each place where clients look. */
    static HttpHandler handler(AuthorizationSettings settings, Targets targets) {
        return exchange -> {
            exchange.allow("GET");
            exchange.respondJson(200, document(settings, targets));
        };
    }

    private static ObjectNode document(AuthorizationSettings settings, Targets targets) {
        ObjectNode json = StrictJson.object().put("issuer", settings.issuer().toString());
        json.put("authorization_endpoint", settings.at("/authorize").toString());
        json.put("token_endpoint", settings.at("/token").toString());
        json.put("jwks_uri", settings.at("/jwks").toString());
        json.put("registration_endpoint", settings.at("/register").toString());
        json.put("revocation_endpoint", settings.at("/revoke").toString());
        json.put("introspection_endpoint", settings.at("/introspect").toString());
        json.put("device_authorization_endpoint", settings.at("/device_authorization").toString());
        list(json, "scopes_supported", targets.all());
        list(json, "response_types_supported", List.of("code"));
        list(json, "response_modes_supported", List.of("query"));
        list(json, "grant_types_supported", List.of("authorization_code", "refresh_token", "client_credentials",
                "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:token-exchange"));
        list(json, "code_challenge_methods_supported", List.of("S256"));
        for (String endpoint : List.of("token", "revocation", "introspection")) {
            list(json, endpoint + "_endpoint_auth_methods_supported",
                    endpoint.equals("introspection") ? METHODS.subList(1, METHODS.size()) : METHODS);
            list(json, endpoint + "_endpoint_auth_signing_alg_values_supported", List.of("ES256", "RS256", "PS256"));
        }
        json.put("authorization_response_iss_parameter_supported", true);
        json.put("client_id_metadata_document_supported", true);
        // Required by OpenID Connect Discovery 1.0, section 3, at whose place some clients look for this document.
        list(json, "subject_types_supported", List.of("public"));
        list(json, "id_token_signing_alg_values_supported", List.of("ES256"));
        return json;
    }

    private static void list(ObjectNode json, String name, Collection<String> values) {
        values.forEach(json.putArray(name)::add);
    }
}
