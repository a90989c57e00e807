package dev.lanyard.oauth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Is how a server was signed in to: what its tokens are stored under, and the issuer that it stays with.
 *
 * @param issuer the authorization server, exactly as it names itself
 * @param legacy whether the issuer has no metadata, only the endpoints of MCP 2025-03-26
 * @param client the client id
 * @param resource the resource exactly as it was asked for, empty if it was not
 * @param scopes what was asked for
 */
record Binding(String issuer, boolean legacy, String client, String resource, List<String> scopes) {
    Binding {
        scopes = List.copyOf(scopes);
    }

    CredentialKey tokens(String account) {
        return new CredentialKey(issuer, client, resource, scopes, account);
    }

    Secret write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("issuer", issuer)
                .put("legacy", legacy)
                .put("client", client)
                .put("resource", resource);
        ArrayNode list = json.putArray("scopes");
        scopes.forEach(list::add);
        return Secret.of(json.toString());
    }

    static Optional<Binding> read(Secret written) {
        return StrictJson.object(written.reveal())
                .flatMap(json -> StrictJson.text(json, "issuer")
                        .map(issuer -> new Binding(issuer, json.path("legacy").asBoolean(false),
                                json.path("client").asText(""), json.path("resource").asText(""),
                                StrictJson.texts(json, "scopes"))));
    }
}
