package dev.lanyard.server.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import dev.lanyard.server.http.StrictJson;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what a client says of itself (RFC 7591, section 2), by registration or in its document; every word is hostile. */
final class ClientMetadata {
    private static final Set<GrantType> FOR_EVERYONE = Set.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN,
            GrantType.DEVICE_CODE);
    private static final int MAX_URIS = 10;
    private static final int MAX_NAME = 80;

    private ClientMetadata() {}

    /** Returns a client that proves itself by nothing or by a key. */
    static Client client(String id, Client.Origin origin, ObjectNode json) {
        String method = method(json, ClientAuthenticationMethod.NONE.getValue());
        return client(id, origin, json, switch (method) {
            case "none" -> new ClientProof.None();
            case "private_key_jwt" -> new ClientProof.Keys(keys(json.path("jwks")));
            default -> throw metadata("'token_endpoint_auth_method' must be none or private_key_jwt.");
        });
    }

    static Client client(String id, Client.Origin origin, ObjectNode json, ClientProof proof) {
        Set<GrantType> grants = grants(json.path("grant_types"));
        List<String> uris = redirectUris(json.path("redirect_uris"), grants.contains(GrantType.AUTHORIZATION_CODE));
        return new Client(id, name(json.path("client_name")), origin, uris, grants, proof);
    }

    static String method(ObjectNode json, String otherwise) {
        JsonNode method = json.path("token_endpoint_auth_method");
        return method.isTextual() ? method.textValue() : otherwise;
    }

    private static List<String> redirectUris(JsonNode node, boolean needed) {
        List<String> uris = new ArrayList<>();
        for (JsonNode uri : node) {
            uris.add(uri.asText());
            if (!uri.isTextual() || RedirectUri.registrable(uri.textValue()).isEmpty()) {
                throw new OAuthRefusal(RegistrationError.INVALID_REDIRECT_URI, "A redirect URI must be https, http on"
                        + " localhost, or a private-use scheme such as com.example.app:/, without fragment and user.");
            }
        }
        if (uris.size() > MAX_URIS || (needed && uris.isEmpty())) {
            throw new OAuthRefusal(RegistrationError.INVALID_REDIRECT_URI,
                    "Name from one to " + MAX_URIS + " redirect URIs.");
        }
        return uris;
    }

    /** RFC 7591, section 3.2.1: what a stranger may not have is left out of what it gets. */
    private static Set<GrantType> grants(JsonNode node) {
        Set<GrantType> grants = new HashSet<>();
        for (JsonNode grant : node) {
            grants.add(new GrantType(grant.asText("-")));
        }
        if (node.isMissingNode()) {
            grants.add(GrantType.AUTHORIZATION_CODE);
        }
        grants.retainAll(FOR_EVERYONE);
        if (!grants.contains(GrantType.AUTHORIZATION_CODE) && !grants.contains(GrantType.DEVICE_CODE)) {
            throw metadata("'grant_types' must have authorization_code or the device grant.");
        }
        return grants;
    }

    /** Returns a name without characters that hide or turn others around. */
    private static String name(JsonNode node) {
        String name = ClientDocuments.text(node, "").replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "").strip();
        String cut = name.codePointCount(0, name.length()) > MAX_NAME
                ? name.substring(0, name.offsetByCodePoints(0, MAX_NAME)) + "…"
                : name;
        return cut.isEmpty() ? "An application without a name" : cut;
    }

    private static JWKSet keys(JsonNode node) {
        try {
            JWKSet keys = JWKSet.parse(node.isObject() ? StrictJson.text(node) : "{}");
            if (keys.isEmpty()
                    || keys.getKeys().stream().anyMatch(key -> key.isPrivate() || key.getKeyType() == null)) {
                throw metadata("'jwks' must hold the public halves of the client's keys, and nothing secret.");
            }
            return keys;
        } catch (ParseException malformed) {
            throw metadata("'jwks' must be a JWK set; 'jwks_uri' is not supported.");
        }
    }

    static OAuthRefusal metadata(String description) {
        return new OAuthRefusal(RegistrationError.INVALID_CLIENT_METADATA, description);
    }
}
