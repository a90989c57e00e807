package dev.lanyard.tools;

import dev.lanyard.connection.ConnectionState;
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
    private final List<HeldTool> held;

    private ToolCatalogue(Map<String, OfferedTool> byName, List<HeldTool> held) {
        this.byName = byName;
        this.held = held;
    }

    /**
     * Returns what is on offer at this moment.
     *
     * @param trusted the names of the servers whose annotations count
     * @param screen returns which tools of a server are held back and why, by the tool's name
     */
    static ToolCatalogue of(Connections connections, Set<String> trusted, ToolScreen screen) {
        Map<String, Integer> uses = new HashMap<>();
        List<Map.Entry<ServerConnection, ServerTool>> found = new ArrayList<>();
        Map<String, Map<String, ToolChange>> changes = new HashMap<>();
        for (ServerConnection connection : connections.all()) {
            connection.state().known().ifPresent(known -> {
                changes.put(connection.name(), screen.held(connection, known));
                known.tools().forEach(tool -> {
                    found.add(Map.entry(connection, tool));
                    uses.merge(tool.name(), 1, Integer::sum);
                });
            });
        }
        Map<String, OfferedTool> byName = new LinkedHashMap<>();
        List<HeldTool> held = new ArrayList<>();
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
        for (OfferedTool tool : List.copyOf(byName.values())) {
            ToolChange change = changes.getOrDefault(tool.server(), Map.of()).get(tool.tool().name());
            if (change != null) {
                byName.remove(tool.name());
                held.add(new HeldTool(tool, change));
            }
        }
        return new ToolCatalogue(byName, List.copyOf(held));
    }

    /** Returns what is on offer at this moment, with nothing held back. */
    public static ToolCatalogue of(Connections connections, Set<String> trusted) {
        return of(connections, trusted, (connection, list) -> Map.of());
    }

    /** Returns these tools and, for each server that cannot be used before its user signs in, one that has the user do so. */
    ToolCatalogue withSignIns(Connections connections) {
        Map<String, OfferedTool> all = new LinkedHashMap<>(byName);
        for (ServerConnection connection : connections.all()) {
            if (connection.state().needsSignIn()) {
                String name = modelName(connection.name() + "__" + OfferedTool.SIGN_IN);
                all.putIfAbsent(name, OfferedTool.signIn(name, connection));
            }
        }
        return new ToolCatalogue(all, held);
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

    /** Returns the tools that nobody can call until the user approves them, since they changed or appeared. */
    public List<HeldTool> held() {
        return held;
    }

    /** Returns a tool that is held back by its server's own name for it, empty if it is not. */
    public Optional<HeldTool> held(String server, String tool) {
        return held.stream()
                .filter(one -> one.tool().server().equals(server) && one.tool().tool().name().equals(tool))
                .findFirst();
    }

    /** Says which tools are held back. */
    @FunctionalInterface
    interface ToolScreen {
        Map<String, ToolChange> held(ServerConnection connection, ConnectionState.Ready list);
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
