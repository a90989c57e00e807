package dev.lanyard.transport;

import dev.lanyard.credential.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is how a server is started that is a process of ours: a program and its arguments, which no shell ever reads.
 *
 * @param program found by {@code PATH} unless it is a path
 * @param arguments one each; any may hold a key
 * @param environment what it gets beyond the few variables that every program needs
 * @param folder where it runs, or null for where we run
 */
public record StdioCommand(String program, List<Secret> arguments, Map<String, Secret> environment,
        @Nullable Path folder) {
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG",
            "TMPDIR");
    private static final int SHORTEST_SECRET = 6;

    public StdioCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Returns what starts the process, with none of our own environment but {@code PATH} and its like. */
    ProcessBuilder builder() {
        List<String> line = new ArrayList<>();
        line.add(program);
        arguments.forEach(argument -> line.add(argument.reveal()));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().retainAll(INHERITED);
        environment.forEach((name, value) -> builder.environment().put(name, value.reveal()));
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        return builder;
    }

    /** Returns a text of the process without what it was given and must not be logged. */
    String redacted(String text) {
        String clean = text;
        for (Secret secret : environment.values()) {
            if (secret.reveal().length() >= SHORTEST_SECRET) {
                clean = clean.replace(secret.reveal(), "***");
            }
        }
        return clean;
    }
}
