package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One {@code prompts/get} (MCP 2025-11-25, Prompts, getting a prompt). */
record PromptWork(Prompt prompt, Map<String, String> arguments) implements Work {
    /**
     * Checks the parameters.
     *
     * @throws JsonRpcError if the prompt is unknown, an argument is missing or no string
     */
    static PromptWork of(Map<String, Prompt> prompts, ObjectNode params) {
        JsonNode name = params.path("name");
        Prompt prompt = name.isTextual() ? prompts.get(name.textValue()) : null;
        if (prompt == null) {
            throw JsonRpcError.invalidParams("Unknown prompt: '" + name.asText() + "'.");
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        ToolWork.arguments(params).properties().forEach(argument -> {
            if (!argument.getValue().isTextual()) {
                throw JsonRpcError.invalidParams("The argument '" + argument.getKey() + "' must be a string.");
            }
            arguments.put(argument.getKey(), argument.getValue().textValue());
        });
        for (Prompt.Argument argument : prompt.arguments()) {
            if (argument.required() && !arguments.containsKey(argument.name())) {
                throw JsonRpcError.invalidParams("The argument '" + argument.name() + "' is missing.");
            }
        }
        return new PromptWork(prompt, arguments);
    }

    @Override
    public Outcome<ObjectNode> run(ToolCall call) throws InterruptedException {
        return switch (prompt.handler().run(new PromptCall(call, arguments))) {
            case Outcome.Done<List<Prompt.Message>>(List<Prompt.Message> messages) ->
                Outcome.done(prompt.result(messages));
            case Outcome.NeedsInput<List<Prompt.Message>>(List<Ask<?>> asks, String state) ->
                new Outcome.NeedsInput<>(asks, state);
        };
    }
}
