package dev.lanyard.server.http;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
