package dev.lanyard.server.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.EventStream;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Serves the scripted model in the wire format of OpenAI's chat completions: {@code POST /chat/completions}, streamed and
 * not, and {@code GET /models}. It asks for its key as OpenAI does, in {@code Authorization: Bearer}. Thread-safe.
 */
public final class ModelEndpoint {
    private final byte[] bearer;
    private final Clock clock;

    /**
     * Creates an endpoint.
     *
     * @param key the key that clients must present, not empty
     * @param clock the time written into answers
     */
    public ModelEndpoint(String key, Clock clock) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("The scripted model's key is empty. Give it any other.");
        }
        this.bearer = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** Returns the routes below a base path, for example {@code /model/v1}. */
    public Routes routes(String base) {
        return Routes.none().with(base + "/chat/completions", this::complete).with(base + "/models", this::models);
    }

    private void models(HttpExchange exchange) throws IOException {
        exchange.allow("GET");
        if (!authorized(exchange)) {
            return;
        }
        ObjectNode list = StrictJson.object().put("object", "list");
        list.putArray("data")
                .addObject()
                .put("id", ChatCompletion.MODEL)
                .put("object", "model")
                .put("created", clock.instant().getEpochSecond())
                .put("owned_by", "lanyard");
        exchange.respondJson(200, list);
    }

    private void complete(HttpExchange exchange) throws IOException {
        exchange.allow("POST");
        if (!authorized(exchange)) {
            return;
        }
        ChatRequest request;
        try {
            request = ChatRequest.from(StrictJson.read(exchange.body()));
        } catch (JsonProcessingException malformed) {
            refuse(exchange, 400, null, "The body is not JSON.");
            return;
        } catch (IllegalArgumentException incomplete) {
            refuse(exchange, 400, null, String.valueOf(incomplete.getMessage()));
            return;
        }
        ChatCompletion completion = new ChatCompletion(request, ScriptedModel.reply(request.conversation()),
                clock.instant());
        if (!request.stream()) {
            exchange.respondJson(200, completion.whole());
            return;
        }
        try (EventStream stream = exchange.openEventStream()) {
            for (ObjectNode chunk : completion.chunks()) {
                stream.send(StrictJson.text(chunk));
            }
            stream.send("[DONE]");
        }
    }

    /** Answers 401 in OpenAI's shape, without telling a missing key from a wrong one, unless the key is right. */
    private boolean authorized(HttpExchange exchange) throws IOException {
        byte[] presented = exchange.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        if (MessageDigest.isEqual(bearer, presented)) {
            return true;
        }
        refuse(exchange, 401, "invalid_api_key",
                "Incorrect API key provided. Send the key of this playground's model.");
        return false;
    }

    private static void refuse(HttpExchange exchange, int status, @Nullable String code,
            String message) throws IOException {
        ObjectNode body = StrictJson.object();
        body.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", (String) null)
                .put("code", code);
        exchange.respondJson(status, body);
    }
}
