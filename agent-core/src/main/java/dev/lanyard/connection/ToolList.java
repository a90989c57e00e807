package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Asks a server for its tools, page by page within the bounds of {@link Pages}. A tool that cannot be used is left out; it
 * never costs the others.
 */
final class ToolList {
    private static final long LONGEST_MILLIS = 3_600_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    private ToolList() {}

    /**
     * Is a whole list.
     *
     * @param holds for how long, as the server says; zero if it does not say
     */
    record Listed(List<ServerTool> tools, Duration holds) {}

    static Listed fetch(String server, McpSession session, Call call) {
        Set<String> names = new HashSet<>();
        AtomicLong shortest = new AtomicLong(LONGEST_MILLIS);
        List<ServerTool> tools = Pages.fetch(server, "tools", params -> {
            JsonNode page = session.request("tools/list", params, call);
            shortest.accumulateAndGet(Math.max(0, page.path("ttlMs").asLong(0)), Math::min);
            return page;
        }, node -> read(node).filter(tool -> names.add(tool.name())));
        return new Listed(tools, Duration.ofMillis(shortest.get()));
    }

    /** Returns a tool as listed, empty if it cannot be used. */
    static Optional<ServerTool> read(JsonNode tool) {
        String name = tool.path("name").isTextual() ? tool.path("name").textValue() : "";
        return NAME.matcher(name).matches() && tool.path("inputSchema") instanceof ObjectNode schema
                && holdsSchemas(schema.path("properties")) && holdsSchemas(schema.path("$defs"))
                        ? Optional.of(new ServerTool(name, tool.path("description").asText(""), schema,
                                tool.path("outputSchema"), tool.path("annotations")))
                        : Optional.empty();
    }

    /** Says whether every member is a schema, that is an object or a boolean; another would fail the model's whole request. */
    private static boolean holdsSchemas(JsonNode members) {
        return members.isMissingNode() || (members.isObject() && members.properties()
                .stream()
                .allMatch(member -> member.getValue().isObject() || member.getValue().isBoolean()));
    }
}
