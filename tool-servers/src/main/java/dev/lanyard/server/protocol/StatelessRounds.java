package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one round of a request without a session: what the handler asks goes back as an {@code InputRequiredResult},
 * and the client sends the request again with the answers (MCP 2026-07-28, Multi round-trip requests; SEP-2322).
 */
final class StatelessRounds {
    private final RequestStateSeal seal;

    StatelessRounds(RequestStateSeal seal) {
        this.seal = seal;
    }

    /**
     * Reads what the client brings back.
     *
     * @throws JsonRpcError if the answers are no object or the state is not one given out for this caller and request
     */
    RunningCall.Round read(JsonRpcMessage.Request request, Caller caller) {
        JsonNode responses = request.params().path("inputResponses");
        JsonNode state = request.params().path("requestState");
        if (!responses.isMissingNode() && !responses.isObject()) {
            throw JsonRpcError.invalidParams("'inputResponses' must be an object.");
        }
        if (!state.isMissingNode() && !state.isTextual()) {
            throw JsonRpcError.invalidParams("'requestState' must be a string.");
        }
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        responses.properties().forEach(answer -> answers.put(answer.getKey(), answer.getValue()));
        return new RunningCall.Round(new Answers(answers), state.isTextual()
                ? seal.open(state.textValue(), caller, request.method(), request.params())
                : "");
    }

    /**
     * Runs one round.
     *
     * @throws JsonRpcError if the client cannot be asked what the handler needs to know
     * @throws InterruptedException if the caller cancelled
     */
    ObjectNode run(JsonRpcMessage.Request request, RunningCall call, Work work) throws InterruptedException {
        return switch (work.run(call)) {
            case Outcome.Done<ObjectNode>(ObjectNode result) -> result.put("resultType", "complete");
            case Outcome.NeedsInput<ObjectNode>(List<Ask<?>> asks, String state) -> {
                SessionRounds.requireOffered(call, asks);
                yield inputRequired(request, call, asks, state);
            }
        };
    }

    private ObjectNode inputRequired(JsonRpcMessage.Request request, RunningCall call, List<Ask<?>> asks,
            String state) {
        ObjectNode result = StrictJson.object().put("resultType", "input_required");
        ObjectNode requests = result.putObject("inputRequests");
        asks.forEach(ask -> requests.putObject(ask.key()).put("method", ask.method()).set("params", ask.params()));
        if (!state.isEmpty()) {
            result.put("requestState", seal.close(state, call.caller(), request.method(), request.params()));
        }
        return result;
    }
}
