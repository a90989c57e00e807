package dev.lanyard.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Reads hostile questions of servers: an address that reaches the user is https or on this machine, with a host and no user. */
public final class ElicitationFuzz {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final ElicitationHandler HANDLER = new ElicitationHandler("s", ElicitationFuzz::asked);

    private ElicitationFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        JsonNode params;
        try {
            params = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return;
        }
        HANDLER.completed(params);
        try {
            String action = HANDLER.answer(params).path("action").asText();
            if (!Set.of("accept", "decline", "cancel").contains(action)) {
                throw new AssertionError("Not an answer: " + action);
            }
        } catch (IllegalArgumentException e) {
            return; // What the server is told as an error.
        }
    }

    private static ElicitationAnswer asked(Elicitation elicitation) {
        if (elicitation instanceof Elicitation.Url(String server, String message, URI url, String id)) {
            boolean local = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
            if ((!local && !"https".equals(url.getScheme())) || url.getHost() == null || url.getRawUserInfo() != null) {
                throw new AssertionError("Not to be opened: " + url);
            }
        }
        return new ElicitationAnswer.Accepted(JsonNodeFactory.instance.objectNode());
    }
}
