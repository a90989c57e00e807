package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
            for (JsonNode tool : result.path("tools")) {
                String name = tool.path("name").asText();
                if (NAME.matcher(name).matches() && tool.path("inputSchema") instanceof ObjectNode schema
                        && names.add(name)) {
                    tools.add(
                            new ServerTool(name, tool.path("description").asText(), schema, tool.path("annotations")));
                } else {
                    LOG.warn("Server '{}' offers a tool without a usable name or schema, or twice; it is left out",
                            server);
                }
            }
            cursor = result.path("nextCursor").asText();
            if (cursor.isEmpty()) {
                return tools;
            }
        }
        LOG.warn("Server '{}' offers more tools than {}; the rest is left out", server, MAX_TOOLS);
        return tools.subList(0, Math.min(tools.size(), MAX_TOOLS));
    }
}
