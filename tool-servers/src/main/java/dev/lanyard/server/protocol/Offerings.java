package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a server offers: tools, prompts, resources. Replacing a part while the server runs tells the clients that
 * listen.
 *
 * <p>Safe for use by several threads.
 */
public final class Offerings {
    private final NotificationHub hub = new NotificationHub();
    private final boolean changing;
    private volatile ToolRegistry tools = new ToolRegistry(List.of());
    private volatile Map<String, Prompt> prompts = Map.of();
    private volatile Map<String, Resource> resources = Map.of();
    private volatile List<ResourceTemplate> templates = List.of();
    private volatile boolean logging;

    private Offerings(boolean changing) {
        this.changing = changing;
    }

    /** Returns offerings that stay as they are once the server runs: clients are not invited to listen. */
    public static Offerings fixed() {
        return new Offerings(false);
    }

    /** Returns offerings that may change while the server runs: clients are invited to listen. */
    public static Offerings changing() {
        return new Offerings(true);
    }

    /**
     * Replaces the tools.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public Offerings tools(List<Tool> all) {
        tools = new ToolRegistry(all);
        hub.publish(new Change.Tools());
        return this;
    }

    /** Returns the tools, in their order. */
    public List<Tool> tools() {
        return tools.all();
    }

    /**
     * Replaces the prompts.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public Offerings prompts(List<Prompt> all) {
        prompts = index(all, Prompt::name);
        hub.publish(new Change.Prompts());
        return this;
    }

    /**
     * Replaces the resources and their templates.
     *
     * @throws IllegalArgumentException if two have the same URI
     */
    public Offerings resources(List<Resource> all, List<ResourceTemplate> families) {
        resources = index(all, Resource::uri);
        templates = List.copyOf(families);
        hub.publish(new Change.Resources());
        return this;
    }

    /** Says that handlers send messages of the log; without it they go nowhere. */
    public Offerings logging() {
        logging = true;
        return this;
    }

    /** Tells those who listen to a resource that it holds something else. */
    public void resourceUpdated(String uri) {
        hub.publish(new Change.Updated(uri));
    }

    NotificationHub hub() {
        return hub;
    }

    boolean isChanging() {
        return changing;
    }

    boolean logs() {
        return logging;
    }

    ToolRegistry toolRegistry() {
        return tools;
    }

    Map<String, Prompt> promptsByName() {
        return prompts;
    }

    Map<String, Resource> resourcesByUri() {
        return resources;
    }

    List<ResourceTemplate> templates() {
        return templates;
    }

    boolean hasPrompts() {
        return !prompts.isEmpty();
    }

    boolean hasResources() {
        return !resources.isEmpty() || !templates.isEmpty();
    }

    /** Returns the {@code ServerCapabilities} (MCP 2025-11-25, Lifecycle, capability negotiation). */
    ObjectNode capabilities() {
        ObjectNode json = StrictJson.object();
        list(json, "tools");
        if (hasPrompts()) {
            list(json, "prompts");
        }
        if (hasResources()) {
            list(json, "resources");
            if (changing) {
                json.withObject("/resources").put("subscribe", true);
            }
        }
        if (hasPrompts() || hasResources()) {
            json.putObject("completions");
        }
        if (logging) {
            json.putObject("logging");
        }
        return json;
    }

    private void list(ObjectNode capabilities, String name) {
        ObjectNode capability = capabilities.putObject(name);
        if (changing) {
            capability.put("listChanged", true);
        }
    }

    private static <T> Map<String, T> index(List<T> all, Function<T, String> key) {
        Map<String, T> index = new LinkedHashMap<>();
        for (T one : all) {
            if (index.putIfAbsent(key.apply(one), one) != null) {
                throw new IllegalArgumentException("'" + key.apply(one) + "' is there twice. Rename one.");
            }
        }
        return index;
    }
}
