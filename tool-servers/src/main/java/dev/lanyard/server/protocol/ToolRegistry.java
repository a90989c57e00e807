package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tools of a server in their order, with their schemas compiled. */
final class ToolRegistry {
    /** A tool and the check of what goes in and comes out. */
    record Entry(Tool tool, JsonSchema input, JsonSchema output) {}

    private final Map<String, Entry> byName = new LinkedHashMap<>();
    private final List<String> names;
    private final int pageSize;

    ToolRegistry(List<Tool> tools, int pageSize) {
        for (Tool tool : tools) {
            Entry entry = new Entry(tool, new JsonSchema(tool.input()), new JsonSchema(tool.output()));
            if (byName.putIfAbsent(tool.name(), entry) != null) {
                throw new IllegalArgumentException("Two tools are named '" + tool.name() + "'. Rename one.");
            }
        }
        this.names = new ArrayList<>(byName.keySet());
        this.pageSize = pageSize;
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns a page of tools (MCP 2025-11-25, Pagination). The cursor is the name of the last tool seen, encoded. */
    ObjectNode list(@Nullable String cursor) {
        int from = cursor == null ? 0 : after(cursor);
        int to = Math.min(from + pageSize, names.size());
        ObjectNode page = StrictJson.object();
        ArrayNode tools = page.putArray("tools");
        names.subList(from, to)
                .stream()
                .flatMap(name -> find(name).stream())
                .forEach(entry -> tools.add(entry.tool().toJson()));
        if (to < names.size()) {
            byte[] last = names.get(to - 1).getBytes(StandardCharsets.UTF_8);
            page.put("nextCursor", Base64.getUrlEncoder().withoutPadding().encodeToString(last));
        }
        return page;
    }

    private int after(String cursor) {
        try {
            String last = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int index = names.indexOf(last);
            if (index >= 0) {
                return index + 1;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, as for a cursor of another server.
        }
        throw JsonRpcError.invalidParams("The cursor is not one that this server gave out.");
    }
}
