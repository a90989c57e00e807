package dev.lanyard.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.credential.Secret;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Is a client with how it came to be one.
 *
 * @param port the port of its redirect address, 0 if any will do
 * @param expiresAt when its secret ends, or null if never
 * @param registered whether the issuer registered it at our request and may have forgotten it
 */
record KnownClient(RegisteredClient client, int port, @Nullable Instant expiresAt, boolean registered) {
    static KnownClient of(RegisteredClient client) {
        return new KnownClient(client, 0, null, false);
    }

    boolean usable(Clock clock) {
        return expiresAt == null || clock.instant().isBefore(expiresAt);
    }

    Secret write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", client.id()).put("port", port);
        json.put("registered", registered);
        if (expiresAt != null) {
            json.put("expires_at", expiresAt.getEpochSecond());
        }
        if (client.proof() instanceof ClientProof.SharedSecret(Secret secret, ClientProof.Place place)) {
            json.put("secret", secret.reveal()).put("place", place.name());
        }
        return Secret.of(json.toString());
    }

    /** Returns what was written, empty if it is something else. */
    static Optional<KnownClient> read(Secret written) {
        try {
            return StrictJson.object(written.reveal()).flatMap(KnownClient::read);
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<KnownClient> read(ObjectNode json) {
        return StrictJson.text(json, "id").map(id -> {
            ClientProof proof = StrictJson.text(json, "secret")
                    .<ClientProof>map(secret -> new ClientProof.SharedSecret(Secret.of(secret),
                            ClientProof.Place.valueOf(json.path("place").asText("ANY"))))
                    .orElseGet(ClientProof.None::new);
            int port = json.path("port").asInt(0);
            return new KnownClient(new RegisteredClient(id, proof), port < 0 || port > 65_535 ? 0 : port,
                    json.has("expires_at") ? Instant.ofEpochSecond(json.path("expires_at").asLong()) : null,
                    json.path("registered").asBoolean(false));
        });
    }
}
