package dev.lanyard.server.authorization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;

/** Registers whoever asks (RFC 7591, section 3): {@code {"redirect_uris":["http://127.0.0.1/callback"]}}. */
final class RegistrationEndpoint implements HttpHandler {
    private final Clients clients;
    private final Clock clock;

    RegistrationEndpoint(Clients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.allow("POST");
        try {
            exchange.respondJson(201, register(read(exchange)));
        } catch (OAuthRefusal refusal) {
            throw new HttpRefusal(400, refusal.error().getCode(), refusal.error().getDescription());
        }
    }

    private static ObjectNode read(HttpExchange exchange) throws IOException {
        try {
            JsonNode body = StrictJson.read(exchange.body());
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            throw ClientMetadata.metadata("The body is not JSON.");
        }
        throw ClientMetadata.metadata("The body is not a JSON object.");
    }

    /** RFC 7591, section 3.2.1: the answer says what was registered, which may be less than was asked for. */
    private ObjectNode register(ObjectNode asked) {
        String id = RandomValue.create();
        String method = ClientMetadata.method(asked, ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue());
        ObjectNode answer = StrictJson.object()
                .put("client_id", id)
                .put("client_id_issued_at",
                        clock.instant().getEpochSecond());
        Client client;
        if (method.equals("client_secret_basic") || method.equals("client_secret_post")) {
            String generated = RandomValue.create();
            client = ClientMetadata.client(id, Client.Origin.REGISTERED, asked, new ClientProof.Shared(
                    SecretHash.of(generated), Set.of(ClientAuthenticationMethod.parse(method))));
            answer.put("client_secret", generated).put("client_secret_expires_at", 0);
        } else {
            client = ClientMetadata.client(id, Client.Origin.REGISTERED, asked);
        }
        clients.add(client);
        answer.put("client_name", client.name()).put("token_endpoint_auth_method", method);
        client.redirectUris().forEach(answer.putArray("redirect_uris")::add);
        client.grants().stream().map(GrantType::getValue).sorted().forEach(answer.putArray("grant_types")::add);
        if (client.may(GrantType.AUTHORIZATION_CODE)) {
            answer.putArray("response_types").add("code");
        }
        return answer;
    }
}
