package dev.lanyard.network;

import dev.lanyard.config.ConfigProblem;
import dev.lanyard.config.Environment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads hostile proxy variables: never fails, quotes no password, and sends nothing that is for this machine elsewhere. */
public final class ProxyVariablesFuzz {
    private static final String CANARY = "canary7f3a9c";

    private ProxyVariablesFuzz() {}

    /** Takes any bytes: the proxy, and from the second line on what needs none. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
        List<ConfigProblem> problems = new ArrayList<>();
        ProxyRoutes routes = new ProxyReader(
                Environment.of(Map.of("all_proxy", lines[0], "no_proxy", lines.length > 1 ? lines[1] : "")), "Basic",
                problems).read();
        routes.via(URI.create("https://mcp.example.com:8443/mcp")).ifPresent(proxy -> {
            if (proxy.host().isEmpty() || proxy.port() < 1 || proxy.port() > 65_535) {
                throw new AssertionError("Not a proxy: " + proxy);
            }
        });
        if (routes.via(URI.create("http://127.0.0.1:8080/mcp")).isPresent() || problems.toString().contains(CANARY)) {
            throw new AssertionError("Where it must not go, or said too much: " + problems);
        }
    }
}
