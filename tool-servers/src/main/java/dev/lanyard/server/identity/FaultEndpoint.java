package dev.lanyard.server.identity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Lets things go wrong on purpose: {@code POST /faults} with {@code {"fault":"mfa_required","times":1,
 * "resource":"api://profile","seconds":30}}, {@code GET} shows what is on, {@code DELETE} ends it. Takes the secret made at
 * start as a bearer token, and no request of a page: one that names an Origin is refused, even ours.
 */
public final class FaultEndpoint implements HttpHandler {
    private static final String PATH = "/faults";

    private final IdentityProvider provider;
    private final SecretHash key;

    /** Creates an endpoint for whoever knows the secret. */
    public FaultEndpoint(IdentityProvider provider, SecretHash key) {
        this.provider = provider;
        this.key = key;
    }

    /** Returns the route. */
    public Routes routes() {
        return Routes.none().with(PATH, this);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.allow("GET", "POST", "DELETE");
        if (!exchange.headers("Origin").isEmpty()) {
            throw new HttpRefusal(403, "origin_not_allowed", "No page may call this.");
        }
        String header = exchange.header("Authorization").orElse("");
        if (!header.startsWith("Bearer ") || !key.matches(header.substring("Bearer ".length()))) {
            throw new HttpRefusal(401, "unauthorized", "Send the secret of .env as 'Authorization: Bearer'.",
                    Map.of("WWW-Authenticate", "Bearer"));
        }
        switch (exchange.method()) {
            case "POST" -> provider.inject(read(exchange));
            case "DELETE" -> provider.clearFaults();
            default -> {
                // Only looks.
            }
        }
        ArrayNode active = StrictJson.object().putArray("faults");
        for (Fault fault : provider.faults()) {
            active.addObject().put("fault", fault.kind().word()).put("times", fault.times());
        }
        ObjectNode answer = StrictJson.object();
        answer.set("faults", active);
        exchange.respondJson(200, answer);
    }

    private static Fault read(HttpExchange exchange) throws IOException {
        ObjectNode asked;
        try {
            asked = StrictJson.object(new String(exchange.body(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            throw new HttpRefusal(400, "invalid_request", "Send a JSON object such as {\"fault\":\"mfa_required\"}.");
        }
        Fault.Kind kind = Fault.Kind.of(asked.path("fault").asText())
                .orElseThrow(() -> new HttpRefusal(400, "invalid_request",
                        "There is no such fault. Send one of: " + String.join(", ", Fault.Kind.words()) + "."));
        Fault fault = Fault.of(kind).times(Math.max(0, asked.path("times").asInt(0)));
        fault = asked.has("resource") ? fault.at(asked.path("resource").asText()) : fault;
        return asked.has("seconds") ? fault.lasting(Duration.ofSeconds(asked.path("seconds").asLong())) : fault;
    }
}
