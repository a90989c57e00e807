package dev.lanyard.server.authorization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;

/**
 * Reads what hostile clients say of themselves: every address that codes may go to can be registered, no name deceives the
 * user, and nothing but a refusal comes out.
 */
public final class ClientMetadataFuzz {
    private ClientMetadataFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            if (StrictJson.read(bytes) instanceof ObjectNode json) {
                check(ClientMetadata.client("c", Client.Origin.REGISTERED, json));
            }
        } catch (JsonProcessingException | OAuthRefusal e) {
            return; // What the client is told.
        }
    }

    private static void check(Client client) {
        boolean hidden = client.name()
                .codePoints()
                .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        if (hidden || client.name().isBlank() || client.redirectUris().size() > 10) {
            throw new AssertionError("Not to be shown: " + client.name());
        }
        for (String uri : client.redirectUris()) {
            if (RedirectUri.match(uri, client.redirectUris()).isEmpty()) {
                throw new AssertionError("Registered, and not its own: " + uri);
            }
        }
    }
}
