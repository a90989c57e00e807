package dev.lanyard.server.playground;

import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.ServerInfo;
import dev.lanyard.server.search.BearerKey;
import dev.lanyard.server.search.SearchTools;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Mounts every tool server behind a gate of its own. Thread-safe. */
final class ToolServers {
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    static String path(String name) {
        return "/" + name + "/mcp";
    }

    Routes routes(Variables variables) {
        return mount("tavily",
                McpEndpoint.builder(new ServerInfo("tavily", "Tavily (stand-in)", "1"),
                        new BearerKey(variables.value(Variables.TAVILY)), new SearchTools().tools()).build());
    }

    Gate gate(String name) {
        Gate gate = gates.get(name);
        if (gate == null) {
            throw new IllegalArgumentException(
                    "The playground has no server '" + name + "', only " + new TreeMap<>(gates).keySet() + ".");
        }
        return gate;
    }

    private Routes mount(String name, HttpHandler server) {
        Gate gate = new Gate(server);
        gates.put(name, gate);
        return Routes.none().with(path(name), gate);
    }
}
