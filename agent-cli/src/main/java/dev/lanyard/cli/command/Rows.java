package dev.lanyard.cli.command;

import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Writes what is known of one thing, a labelled row each. */
final class Rows {
    private static final int INDENT = 12;

    private final PrintStream out;

    Rows(PrintStream out) {
        this.out = out;
    }

    void row(String label, String value) {
        out.println(label + " ".repeat(INDENT - label.length()) + Sanitizer.line(value, 500));
    }

    /** Writes where values come from: a reference shows as it stands in the configuration, a literal as ***. */
    void references(String kind, Map<String, SecretRef> values) {
        List.copyOf(values.entrySet()).forEach(entry -> row(kind, entry.getKey() + " = " + entry.getValue()));
    }

    /** Writes the keys that the configuration gives a server. */
    void keys(ServerConfig.Http server) {
        references("header", server.headers());
        references("query", server.query());
        if (server.auth() instanceof AuthConfig.Key(SecretRef value, AuthConfig.Placement where)) {
            switch (where) {
                case AuthConfig.Placement.Header(String name) -> references("header", Map.of(name, value));
                case AuthConfig.Placement.Query(String name) -> references("query", Map.of(name, value));
            }
        }
    }
}
