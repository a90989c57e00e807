package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client answered in one round, by key; checked when a handler looks for it, for only then is it known what was
 * asked.
 */
record Answers(Map<String, JsonNode> byKey) {
    static final Answers NONE = new Answers(Map.of());

    /** Copies the answers. */
    Answers {
        byKey = Map.copyOf(byKey);
    }

    /**
     * Returns the answer to a question, or nothing if there is none. Keys that nobody asked for are ignored (MCP
     * 2026-07-28, Multi round-trip requests).
     *
     * @throws JsonRpcError if the answer is not one to this question
     */
    <A> Optional<A> to(Ask<A> ask) {
        JsonNode answer = byKey.get(ask.key());
        return answer == null ? Optional.empty() : Optional.of(read(ask, answer));
    }

    @SuppressWarnings("unchecked") // Each case reads the very type that its record fixes for A.
    private static <A> A read(Ask<A> ask, JsonNode answer) {
        return switch (ask) {
            case Ask.Form form -> (A) elicited(form, answer);
            case Ask.Url url -> (A) new Elicited(action(url, answer), StrictJson.object());
            case Ask.Sample sample -> (A) sampled(sample, answer);
            case Ask.Roots roots -> (A) roots(roots, answer);
        };
    }

    /** MCP 2025-11-25, Elicitation, security: what comes back is checked against the schema that was sent. */
    private static Elicited elicited(Ask.Form form, JsonNode answer) {
        Elicited.Action action = action(form, answer);
        if (action != Elicited.Action.ACCEPT) {
            return new Elicited(action, StrictJson.object());
        }
        if (!(answer.path("content") instanceof ObjectNode content)) {
            throw wrong(form, "'content' must be an object");
        }
        List<String> faults = new JsonSchema(form.schema()).faults(content);
        if (!faults.isEmpty()) {
            throw wrong(form, String.join(" ", faults));
        }
        return new Elicited(action, content);
    }

    private static Elicited.Action action(Ask<?> ask, JsonNode answer) {
        return switch (answer.path("action").asText()) {
            case "accept" -> Elicited.Action.ACCEPT;
            case "decline" -> Elicited.Action.DECLINE;
            case "cancel" -> Elicited.Action.CANCEL;
            default -> throw wrong(ask, "'action' must be accept, decline or cancel");
        };
    }

    private static String sampled(Ask.Sample sample, JsonNode answer) {
        JsonNode content = answer.path("content");
        if (!content.isContainerNode()) {
            throw wrong(sample, "'content' must be an object or an array");
        }
        return Ask.text(content);
    }

    private static List<String> roots(Ask.Roots ask, JsonNode answer) {
        if (!answer.path("roots").isArray()) {
            throw wrong(ask, "'roots' must be an array");
        }
        List<String> uris = new ArrayList<>();
        for (JsonNode root : answer.path("roots")) {
            if (!root.path("uri").isTextual()) {
                throw wrong(ask, "each root must have a 'uri'");
            }
            uris.add(root.path("uri").textValue());
        }
        return List.copyOf(uris);
    }

    private static JsonRpcError wrong(Ask<?> ask, String why) {
        return JsonRpcError
                .invalidParams("The answer '" + ask.key() + "' to " + ask.method() + " is wrong: " + why + ".");
    }
}
