package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Answers what a server asks of the client: a request of the session eras, or an input request of the stateless one. Where
 * none is registered, the server gets error -32601.
 */
@FunctionalInterface
public interface ServerRequestHandler {
    /**
     * Returns the result for the given parameters; may block while the user answers.
     *
     * @throws IllegalArgumentException if the parameters are wrong, whose message the server gets with error -32602
     */
    JsonNode answer(JsonNode params);

    /**
     * Hears that something that it agreed to is done ({@code notifications/elicitation/complete}); must be thread-safe and quick.
     *
     * @param params as the server sent them: of what, it may only claim
     */
    default void completed(JsonNode params) {}

    /** Returns what the client announces about this feature, an empty object unless there is more to say. */
    default ObjectNode capability() {
        return JsonNodeFactory.instance.objectNode();
    }
}
