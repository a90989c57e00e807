package dev.lanyard.server.http;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Says which handler answers which path. A path that ends in {@code /} stands for everything below it, any other for
 * itself alone; the longest that fits wins.
 *
 * @param handlers the handlers by path
 */
public record Routes(Map<String, HttpHandler> handlers) {
    private static final Routes NONE = new Routes(Map.of());

    /** Copies the table. */
    public Routes {
        handlers = Map.copyOf(handlers);
        for (String path : handlers.keySet()) {
            if (!path.startsWith("/") || path.contains("//") || path.contains("?")) {
                throw new IllegalArgumentException("'" + path + "' is not a path. Write it as '/echo/mcp'.");
            }
        }
    }

    /** Returns a table without any path. */
    public static Routes none() {
        return NONE;
    }

    /**
     * Returns a table of these paths whose handlers are made when one is first asked for, so that what nobody uses costs
     * nothing at the start.
     *
     * @param paths where the handlers are, or below what
     * @param made gives the table with the handlers; called once
     */
    public static Routes later(List<String> paths, Supplier<Routes> made) {
        LaterRoutes handler = new LaterRoutes(made);
        return new Routes(paths.stream().collect(Collectors.toMap(Function.identity(), path -> handler)));
    }

    /**
     * Returns this table with one more path.
     *
     * @throws IllegalArgumentException if the path is taken or is not a path
     */
    public Routes with(String path, HttpHandler handler) {
        return with(new Routes(Map.of(path, handler)));
    }

    /**
     * Returns this table with all paths of another.
     *
     * @throws IllegalArgumentException if a path is in both
     */
    public Routes with(Routes others) {
        Map<String, HttpHandler> all = new TreeMap<>(handlers);
        others.handlers.forEach((path, handler) -> {
            if (all.putIfAbsent(path, handler) != null) {
                throw new IllegalArgumentException("The path '" + path + "' is taken. Mount the handler elsewhere.");
            }
        });
        return new Routes(all);
    }

    /** Returns the handler that answers a path, or nothing if none does. */
    Optional<HttpHandler> find(String path) {
        HttpHandler exact = handlers.get(path);
        return exact != null
                ? Optional.of(exact)
                : handlers.entrySet()
                        .stream()
                        .filter(entry -> entry.getKey().endsWith("/") && path.startsWith(entry.getKey()))
                        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                        .map(Map.Entry::getValue);
    }
}
