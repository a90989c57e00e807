package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers {@code completion/complete} (MCP 2025-11-25, Completion). */
final class Completion {
    private static final int MOST = 100;

    private Completion() {}

    /**
     * Returns the suggestions for an argument of a prompt or a variable of a template.
     *
     * @throws JsonRpcError if there is no such argument or variable
     */
    static ObjectNode answer(Map<String, Prompt> prompts, List<ResourceTemplate> templates, ObjectNode params,
            Caller caller) {
        JsonNode ref = params.path("ref");
        String argument = params.path("argument").path("name").asText();
        Optional<Completer> completer = switch (ref.path("type").asText()) {
            case "ref/prompt" -> Optional.ofNullable(prompts.get(ref.path("name").asText()))
                    .flatMap(prompt -> prompt.arguments()
                            .stream()
                            .filter(one -> one.name().equals(argument))
                            .map(Prompt.Argument::completer)
                            .findFirst());
            case "ref/resource" -> templates.stream()
                    .filter(template -> template.uriTemplate().equals(ref.path("uri").asText()))
                    .findFirst()
                    .map(template -> template.completers().getOrDefault(argument, Completer.NONE));
            default -> Optional.empty();
        };
        List<String> values = completer
                .orElseThrow(() -> JsonRpcError.invalidParams("There is nothing of that name to complete."))
                .complete(caller, params.path("argument").path("value").asText());
        ObjectNode result = StrictJson.object();
        ObjectNode completion = result.putObject("completion");
        values.stream().limit(MOST).forEach(completion.putArray("values")::add);
        completion.put("total", values.size()).put("hasMore", values.size() > MOST);
        return result;
    }
}
