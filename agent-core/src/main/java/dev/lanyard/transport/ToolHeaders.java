package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, for one session, which arguments of the listed tools travel as headers. A tool that defines them wrongly is
 * taken out of the list, never the others (MCP 2026-07-28, Tools, x-mcp-header). Thread-safe.
 */
final class ToolHeaders {
    private static final Logger LOG = LoggerFactory.getLogger(ToolHeaders.class);
    private static final int MAX_TOOLS = 10_000;

    private final String server;
    private final Map<String, HeaderParameters> byTool = new ConcurrentHashMap<>();

    ToolHeaders(String server) {
        this.server = server;
    }

    /** Returns the result of {@code tools/list} without the tools that must not be used. */
    JsonNode usable(JsonNode result) {
        if (!(result.path("tools") instanceof ArrayNode tools)) {
            return result;
        }
        ObjectNode usable = result.<ObjectNode>deepCopy();
        ArrayNode kept = usable.putArray("tools");
        for (JsonNode tool : tools) {
            String name = tool.path("name").asText("");
            Optional<HeaderParameters> parameters = HeaderParameters.of(tool.path("inputSchema"));
            if (parameters.isPresent()) {
                kept.add(tool);
                remember(name, parameters.get());
            } else {
                byTool.remove(name);
                LOG.warn("Server '{}' offers tool '{}' with an invalid x-mcp-header; it is left out", server,
                        ServerText.line(name));
            }
        }
        return usable;
    }

    private void remember(String tool, HeaderParameters parameters) {
        if (parameters.paths().isEmpty()) {
            byTool.remove(tool);
        } else if (byTool.size() < MAX_TOOLS) {
            byTool.put(tool, parameters);
        }
    }

    /** Returns the headers for a call of a tool. */
    Map<String, String> headers(JsonNode params) {
        return byTool.getOrDefault(params.path("name").asText(""), HeaderParameters.NONE)
                .headers(params.path("arguments"));
    }

    void clear() {
        byTool.clear();
    }
}
