package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.List;
import java.util.Map;

/** One {@code resources/read} (MCP 2025-11-25, Resources, reading resources). */
record ResourceWork(String uri, Map<String, String> variables, ResourceReader reader) implements Work {
    /**
     * Finds the resource, or the first template that the URI fits.
     *
     * @throws JsonRpcError if there is none
     */
    static ResourceWork of(Map<String, Resource> resources, List<ResourceTemplate> templates, ObjectNode params) {
        JsonNode uri = params.path("uri");
        if (!uri.isTextual()) {
            throw JsonRpcError.invalidParams("'uri' must be a string.");
        }
        Resource resource = resources.get(uri.textValue());
        if (resource != null) {
            return new ResourceWork(resource.uri(), Map.of(), resource.reader());
        }
        return templates.stream()
                .flatMap(template -> template.match(uri.textValue())
                        .map(variables -> new ResourceWork(uri.textValue(), variables, template.reader()))
                        .stream())
                .findFirst()
                .orElseThrow(() -> JsonRpcError.resourceNotFound(uri.textValue()));
    }

    @Override
    public Outcome<ObjectNode> run(ToolCall call) throws InterruptedException {
        return switch (reader.read(new ResourceCall(call, uri, variables))) {
            case Outcome.Done<List<ResourceContents>>(List<ResourceContents> contents) ->
                Outcome.done(result(contents));
            case Outcome.NeedsInput<List<ResourceContents>>(List<Ask<?>> asks, String state) ->
                new Outcome.NeedsInput<>(asks, state);
        };
    }

    private ObjectNode result(List<ResourceContents> contents) {
        if (contents.isEmpty()) {
            throw JsonRpcError.resourceNotFound(uri);
        }
        ObjectNode result = StrictJson.object();
        result.putArray("contents").addAll(contents.stream().map(ResourceContents::toJson).toList());
        return result;
    }
}
