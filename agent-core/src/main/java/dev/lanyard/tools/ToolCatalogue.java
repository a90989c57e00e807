package dev.lanyard.tools;

import dev.lanyard.connection.Connections;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.connection.ServerTool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Lists the tools of every server that is ready or only lost for the moment, under names that no two share: {@code server__tool}, within the 64 characters
 * that models take. One server's tools can neither hide nor lose another's.
 */
public final class ToolCatalogue {
    private static final int MAX_NAME = 64;

    private final Map<String, OfferedTool> byName;

    private ToolCatalogue(Map<String, OfferedTool> byName) {
        this.byName = byName;
    }

    /**
     * Returns what is on offer at this moment.
     *
     * @param trusted the names of the servers whose annotations count
     */
    public static ToolCatalogue of(Connections connections, Set<String> trusted) {
        Map<String, Integer> uses = new HashMap<>();
        List<Map.Entry<ServerConnection, ServerTool>> found = new ArrayList<>();
        for (ServerConnection connection : connections.all()) {
            connection.state().known().stream().flatMap(known -> known.tools().stream()).forEach(tool -> {
                found.add(Map.entry(connection, tool));
                uses.merge(tool.name(), 1, Integer::sum);
            });
        }
        Map<String, OfferedTool> byName = new LinkedHashMap<>();
        for (Map.Entry<ServerConnection, ServerTool> entry : found) {
            String server = entry.getKey().name();
            String tool = entry.getValue().name();
            String full = server + "__" + tool;
            String name = modelName(full);
            for (int number = 1; byName.containsKey(name); number++) {
                name = shortened(modelName(full), full + (number == 1 ? "" : " " + number));
            }
            String shortName = uses.getOrDefault(tool, 0) == 1 ? tool : full;
            byName.put(name,
                    new OfferedTool(name, shortName, entry.getKey(), entry.getValue(), trusted.contains(server)));
        }
        return new ToolCatalogue(byName);
    }

    private static String modelName(String full) {
        String name = full.replaceAll("[^A-Za-z0-9_-]", "_");
        return name.length() <= MAX_NAME ? name : shortened(name, full);
    }

    /** Returns a name that fits and still differs from its neighbours: the end gives way to a checksum of the whole. */
    private static String shortened(String name, String full) {
        CRC32 sum = new CRC32();
        sum.update(full.getBytes(StandardCharsets.UTF_8));
        String mark = "_" + HexFormat.of().toHexDigits((int) sum.getValue());
        return name.substring(0, Math.min(name.length(), MAX_NAME - mark.length())) + mark;
    }

    /** Returns every tool, server by server. */
    public List<OfferedTool> tools() {
        return List.copyOf(byName.values());
    }

    /** Returns the tool that a model asks for by name, empty if there is none. */
    public Optional<OfferedTool> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the tool of a server by the server's own name for it, empty if there is none. */
    public Optional<OfferedTool> find(String server, String tool) {
        return byName.values()
                .stream()
                .filter(offered -> offered.server().equals(server) && offered.tool().name().equals(tool))
                .findFirst();
    }
}
