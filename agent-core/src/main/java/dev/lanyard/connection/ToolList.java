package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server for its tools, page by page, at most {@value #MAX_PAGES} pages and {@value #MAX_TOOLS} tools. A tool that
 * cannot be used is left out; it never costs the others.
 */
final class ToolList {
    private static final Logger LOG = LoggerFactory.getLogger(ToolList.class);
    private static final int MAX_PAGES = 100;
    private static final int MAX_TOOLS = 1000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    private ToolList() {}

    static List<ServerTool> fetch(String server, McpSession session, Call call) {
        List<ServerTool> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES && tools.size() < MAX_TOOLS; page++) {
            ObjectNode params = JsonNodeFactory.instance.objectNode();
            if (!cursor.isEmpty()) {
                params.put("cursor", cursor);
            }
            JsonNode result = session.request("tools/list", params, call);
            int before = tools.size();
            for (JsonNode tool : result.path("tools")) {
                read(tool).filter(usable -> names.add(usable.name())).ifPresent(tools::add);
            }
            int lost = result.path("tools").size() - (tools.size() - before);
            if (lost > 0) {
                LOG.warn("Server '{}' offers {} tools without a usable name or schema, or twice; they are left out",
                        server, lost);
            }
            cursor = result.path("nextCursor").asText("");
            if (cursor.isEmpty()) {
                return tools;
            }
        }
        LOG.warn("Server '{}' offers more tools than {}; the rest is left out", server, MAX_TOOLS);
        return tools.subList(0, Math.min(tools.size(), MAX_TOOLS));
    }

    private static Optional<ServerTool> read(JsonNode tool) {
        String name = tool.path("name").isTextual() ? tool.path("name").textValue() : "";
        return NAME.matcher(name).matches() && tool.path("inputSchema") instanceof ObjectNode schema
                && holdsSchemas(schema.path("properties")) && holdsSchemas(schema.path("$defs"))
                        ? Optional.of(new ServerTool(name, tool.path("description").asText(""), schema,
                                tool.path("annotations")))
                        : Optional.empty();
    }

    /** Says whether every member is a schema, that is an object or a boolean; another would fail the model's whole request. */
    private static boolean holdsSchemas(JsonNode members) {
        return members.isMissingNode() || (members.isObject() && members.properties()
                .stream()
                .allMatch(member -> member.getValue().isObject() || member.getValue().isBoolean()));
    }
}
