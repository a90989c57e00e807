package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a client may ask of a server, as it is answered in an era; how it is asked is not known here. */
final class Methods {
    private final Era era;
    private final Offerings offerings;
    private final Pages pages;

    Methods(Era era, Offerings offerings, Pages pages) {
        this.era = era;
        this.offerings = offerings;
        this.pages = pages;
    }

    /**
     * Returns a page of a list, or nothing if the method is not one that lists.
     *
     * @throws JsonRpcError if the cursor is not one of the list
     */
    Optional<ObjectNode> list(String method, ObjectNode params) {
        @Nullable
        JsonNode cursor = params.get("cursor");
        return switch (method) {
            case "tools/list" -> Optional.of(pages.page("tools", offerings.toolRegistry().toJson(era), cursor));
            case "prompts/list" -> Optional.of(offerings)
                    .filter(Offerings::hasPrompts)
                    .map(it -> pages.page("prompts",
                            json(it.promptsByName().values(), Prompt::name, Prompt::toJson), cursor));
            case "resources/list" -> Optional.of(offerings)
                    .filter(Offerings::hasResources)
                    .map(it -> pages.page("resources",
                            json(it.resourcesByUri().values(), Resource::uri, Resource::toJson), cursor));
            case "resources/templates/list" -> Optional.of(offerings)
                    .filter(Offerings::hasResources)
                    .map(it -> pages.page("resourceTemplates",
                            json(it.templates(), ResourceTemplate::uriTemplate, ResourceTemplate::toJson), cursor));
            default -> Optional.empty();
        };
    }

    /**
     * Returns what runs a request, or nothing if the method is not one that runs.
     *
     * @throws JsonRpcError if what is asked for is unknown or the parameters are malformed
     */
    Optional<Work> work(String method, ObjectNode params) {
        Map<String, Prompt> prompts = offerings.promptsByName();
        List<ResourceTemplate> templates = offerings.templates();
        return switch (method) {
            case "tools/call" -> Optional.of(ToolWork.of(era, offerings.toolRegistry(), params));
            case "prompts/get" -> Optional.of(offerings)
                    .filter(Offerings::hasPrompts)
                    .map(it -> PromptWork.of(prompts, params));
            case "resources/read" -> Optional.of(offerings)
                    .filter(Offerings::hasResources)
                    .map(it -> ResourceWork.of(it.resourcesByUri(), templates, params));
            case "completion/complete" -> Optional.of(offerings)
                    .filter(it -> it.hasPrompts() || it.hasResources())
                    .map(it -> call -> Outcome.done(Completion.answer(prompts, templates, params, call.caller())));
            default -> Optional.empty();
        };
    }

    private static <T> Map<String, ObjectNode> json(Iterable<T> items, Function<T, String> key,
            Function<T, ObjectNode> json) {
        Map<String, ObjectNode> byKey = new LinkedHashMap<>();
        items.forEach(item -> byKey.put(key.apply(item), json.apply(item)));
        return byKey;
    }
}
