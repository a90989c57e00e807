package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The changes that a client listens to (MCP 2026-07-28, Subscriptions, {@code SubscriptionFilter}); those that the
 * server never tells are left out.
 *
 * @param uris the resources
 */
record ChangeFilter(boolean tools, boolean prompts, boolean resources, Set<String> uris) implements Predicate<Change> {
    private static final int MOST_RESOURCES = 1_000;

    /** Copies the URIs. */
    ChangeFilter {
        uris = Set.copyOf(uris);
    }

    /**
     * Reads what a client wants of what there is.
     *
     * @throws JsonRpcError if it is malformed or too much
     */
    static ChangeFilter read(JsonNode wanted, Offerings offerings) {
        if (!wanted.isObject()) {
            throw JsonRpcError.invalidParams("'notifications' must be an object.");
        }
        Set<String> uris = new LinkedHashSet<>();
        for (JsonNode uri : wanted.path("resourceSubscriptions")) {
            if (!uri.isTextual() || uris.size() >= MOST_RESOURCES) {
                throw JsonRpcError.invalidParams(
                        "'resourceSubscriptions' must be at most " + MOST_RESOURCES + " strings.");
            }
            uris.add(uri.textValue());
        }
        boolean resources = offerings.hasResources();
        return new ChangeFilter(wanted.path("toolsListChanged").asBoolean(),
                wanted.path("promptsListChanged").asBoolean() && offerings.hasPrompts(),
                wanted.path("resourcesListChanged").asBoolean() && resources, resources ? uris : Set.of());
    }

    @Override
    public boolean test(Change change) {
        return switch (change) {
            case Change.Tools one -> tools;
            case Change.Prompts one -> prompts;
            case Change.Resources one -> resources;
            case Change.Updated(String uri) -> uris.contains(uri);
        };
    }

    ObjectNode toJson() {
        ObjectNode json = StrictJson.object();
        put(json, "toolsListChanged", tools);
        put(json, "promptsListChanged", prompts);
        put(json, "resourcesListChanged", resources);
        if (!uris.isEmpty()) {
            uris.stream().sorted().forEach(json.putArray("resourceSubscriptions")::add);
        }
        return json;
    }

    private static void put(ObjectNode json, String name, boolean value) {
        if (value) {
            json.put(name, true);
        }
    }
}
