package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.List;
import java.util.Objects;

/** One {@code tools/call} (MCP 2025-11-25, Tools, calling tools). */
final class ToolWork implements Work {
    private final Era era;
    private final ToolRegistry.Entry entry;

    private ToolWork(Era era, ToolRegistry.Entry entry) {
        this.era = era;
        this.entry = entry;
    }

    /**
     * Checks the parameters.
     *
     * @throws JsonRpcError if the tool is unknown or the parameters are malformed
     */
    static ToolWork of(Era era, ToolRegistry tools, ObjectNode params) {
        JsonNode name = params.path("name");
        if (!name.isTextual()) {
            throw JsonRpcError.invalidParams("'name' must be a string.");
        }
        arguments(params);
        return new ToolWork(era, tools.find(name.textValue())
                .orElseThrow(() -> JsonRpcError.invalidParams("Unknown tool: '" + name.textValue() + "'.")));
    }

    /** Returns the arguments of a request; none are an empty object. */
    static ObjectNode arguments(ObjectNode params) {
        JsonNode arguments = params.get("arguments");
        if (arguments == null) {
            return StrictJson.object();
        }
        if (arguments instanceof ObjectNode object) {
            return object;
        }
        throw JsonRpcError.invalidParams("'arguments' must be an object.");
    }

    /** Tools, error handling: arguments that do not fit are a tool's failure, which the model sees and can correct. */
    @Override
    public Outcome<ObjectNode> run(ToolCall call) throws InterruptedException {
        List<String> faults = entry.input().faults(call.arguments());
        if (!faults.isEmpty()) {
            return Outcome.done(ToolResult.error(String.join(" ", faults)).toJson(era));
        }
        return switch (entry.tool().handler().run(call)) {
            case Outcome.Done<ToolResult>(ToolResult result) -> Outcome.done(checked(result).toJson(era));
            case Outcome.NeedsInput<ToolResult>(List<Ask<?>> asks, String state) ->
                new Outcome.NeedsInput<>(asks, state);
        };
    }

    private ToolResult checked(ToolResult result) {
        JsonNode structured = Objects.<JsonNode>requireNonNullElseGet(result.structured(), StrictJson::object);
        if (!result.failed() && entry.output().filter(output -> !output.faults(structured).isEmpty()).isPresent()) {
            throw new IllegalStateException("The result does not fit the output schema.");
        }
        return result;
    }
}
