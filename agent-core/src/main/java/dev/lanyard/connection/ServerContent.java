package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what a server offers beside its tools: prompts, resources, templates, and completions of their arguments. A list that
 * the server does not announce is empty, without asking. Thread-safe; every method blocks on the network and opens the
 * connection first if need be.
 */
public final class ServerContent {
    private static final int MAX_COMPLETIONS = 100;

    private final ServerConnection connection;
    private final Duration timeout;

    /** Creates a reader whose requests each wait at most the given time. */
    public ServerContent(ServerConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /**
     * Returns the prompts, at most 1,000.
     *
     * @throws dev.lanyard.error.AgentException if the server does not list them
     */
    public List<Prompt> prompts() {
        return list("prompts", "prompts/list", "prompts", ContentReader::prompt);
    }

    /**
     * Returns a prompt, filled with the given arguments.
     *
     * @throws dev.lanyard.error.AgentException if the server does not give it
     */
    public PromptResult prompt(String name, Map<String, String> arguments) {
        ObjectNode params = json().put("name", name);
        ObjectNode values = params.putObject("arguments");
        arguments.forEach(values::put);
        return ContentReader.filled(request("prompts/get", params));
    }

    /**
     * Returns the resources, at most 1,000.
     *
     * @throws dev.lanyard.error.AgentException if the server does not list them
     */
    public List<Resource> resources() {
        return list("resources", "resources/list", "resources", ContentReader::resource);
    }

    /**
     * Returns the resource templates, at most 1,000.
     *
     * @throws dev.lanyard.error.AgentException if the server does not list them
     */
    public List<ResourceTemplate> templates() {
        return list("resources", "resources/templates/list", "resourceTemplates", ContentReader::template);
    }

    /**
     * Returns what a resource holds.
     *
     * @throws dev.lanyard.error.AgentException if the server does not give it
     */
    public List<ResourceContents> read(String uri) {
        return ContentReader.contents(request("resources/read", json().put("uri", uri)));
    }

    /**
     * Returns how what was typed could go on, best first, at most 100; empty if the server completes nothing
     * (MCP 2025-11-25, Completion).
     *
     * @param argument the name of the argument that is being typed
     * @param known the arguments whose values stand already
     * @throws dev.lanyard.error.AgentException if the server does not answer
     */
    public List<String> complete(CompletionRef ref, String argument, String typed, Map<String, String> known) {
        if (!announces("completions")) {
            return List.of();
        }
        ObjectNode params = json();
        params.set("ref", ref.toJson());
        params.putObject("argument").put("name", argument).put("value", typed);
        if (!known.isEmpty()) {
            ObjectNode values = params.putObject("context").putObject("arguments");
            known.forEach(values::put);
        }
        List<String> values = new ArrayList<>();
        for (JsonNode value : request("completion/complete", params).path("completion").path("values")) {
            if (value.isTextual() && values.size() < MAX_COMPLETIONS) {
                values.add(value.textValue());
            }
        }
        return List.copyOf(values);
    }

    private <T> List<T> list(String capability, String method, String field, Reader<T> reader) {
        if (!announces(capability)) {
            return List.of();
        }
        Call call = Call.within(timeout);
        Function<JsonNode, Optional<T>> entry = node -> reader.read(connection.name(), node);
        return List.copyOf(call.timed(() -> Pages.fetch(connection.name(), field,
                params -> connection.request(method, params, call), entry)));
    }

    private boolean announces(String capability) {
        return connection.open().info().capabilities().has(capability);
    }

    private JsonNode request(String method, ObjectNode params) {
        return connection.request(method, params, Call.within(timeout));
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Reads one entry of a server's list, empty if it cannot be used. */
    @FunctionalInterface
    private interface Reader<T> {
        Optional<T> read(String server, JsonNode node);
    }
}
