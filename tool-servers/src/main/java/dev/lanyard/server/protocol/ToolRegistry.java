package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools of a server in their order, with their schemas compiled. Never changes. */
final class ToolRegistry {
    /** A tool with the checks of what goes in and comes out, and the headers that repeat its arguments. */
    record Entry(Tool tool, JsonSchema input, Optional<JsonSchema> output, List<ParameterHeader> headers) {}

    private final Map<String, Entry> byName = new LinkedHashMap<>();
    private final Map<Era, Map<String, ObjectNode>> json = new EnumMap<>(Era.class);

    ToolRegistry(List<Tool> tools) {
        for (Tool tool : tools) {
            Entry entry = new Entry(tool, new JsonSchema(tool.input()),
                    Optional.ofNullable(tool.output()).map(JsonSchema::new), ParameterHeader.allOf(tool.input()));
            if (byName.putIfAbsent(tool.name(), entry) != null) {
                throw new IllegalArgumentException("Two tools are named '" + tool.name() + "'. Rename one.");
            }
        }
        for (Era era : Era.values()) {
            Map<String, ObjectNode> all = new LinkedHashMap<>();
            tools.forEach(tool -> all.put(tool.name(), tool.toJson(era)));
            json.put(era, Collections.unmodifiableMap(all));
        }
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<Tool> all() {
        return byName.values().stream().map(Entry::tool).toList();
    }

    /** Returns the JSON of each tool by name. */
    Map<String, ObjectNode> toJson(Era era) {
        return json.getOrDefault(era, Map.of());
    }
}
