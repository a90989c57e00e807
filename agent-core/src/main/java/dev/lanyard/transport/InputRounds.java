package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;

/**
 * Gives a server the input that it asks for in place of a result, by asking again (MCP 2026-07-28, Multi Round-Trip
 * Requests): the same request under a new id, with the answers and with the server's {@code requestState} as it came. At
 * most {@value #MAX_ROUNDS} rounds.
 */
record InputRounds(String server, Inbound inbound) {
    static final int MAX_ROUNDS = 10;
    static final int MAX_ASKS = 20;

    /** Returns the complete result of a request that is sent by the given function, once a round. */
    JsonNode complete(String method, ObjectNode params, Call call, Function<ObjectNode, JsonNode> send) {
        ObjectNode asked = params;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            JsonNode result = send.apply(asked);
            // A server of an earlier revision names no type.
            String type = result.path("resultType").asText("complete");
            switch (type) {
                case "complete" -> {
                    return result;
                }
                case "input_required" -> asked = answered(method, params, result, call);
                default -> throw violation(
                        "it answered '" + method + "' with a result of type '" + ServerText.line(type) + "'");
            }
        }
        throw violation("it asked for input to '" + method + "' more than " + MAX_ROUNDS + " times");
    }

    private ObjectNode answered(String method, ObjectNode params, JsonNode result, Call call) {
        JsonNode asks = result.path("inputRequests");
        JsonNode state = result.path("requestState");
        if (asks.isEmpty() && !state.isTextual()) {
            throw violation("it asked for input to '" + method + "' without saying which");
        }
        if (asks.size() > MAX_ASKS) {
            throw violation("it asked for " + asks.size() + " inputs to '" + method + "' at once");
        }
        ObjectNode next = params.deepCopy();
        if (!asks.isEmpty()) {
            ObjectNode responses = next.putObject("inputResponses");
            for (Map.Entry<String, JsonNode> ask : asks.properties()) {
                responses.set(ask.getKey(), call.pausing(() -> answer(method, ask.getValue())));
            }
        }
        if (call.isEnded()) {
            throw ReplyReader.ended(server, method, call);
        }
        if (state.isTextual()) {
            next.put("requestState", state.textValue());
        }
        return next;
    }

    private JsonNode answer(String method, JsonNode ask) {
        String wanted = ask.path("method").asText("");
        try {
            return inbound.input(wanted, ask.path("params"))
                    .orElseThrow(() -> violation("to answer '" + method + "' it asked for '" + ServerText.line(wanted)
                            + "', which this client did not offer"));
        } catch (IllegalArgumentException e) {
            throw violation("to answer '" + method + "' it asked wrongly for '" + ServerText.line(wanted) + "': "
                    + e.getMessage());
        }
    }

    private TransportException violation(String what) {
        return new TransportException.ProtocolViolated(server, what, null);
    }
}
