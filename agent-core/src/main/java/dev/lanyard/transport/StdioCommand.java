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
 * @param hidden what of arguments and environment is a secret: neither its log nor its answers repeat it
 */
public record StdioCommand(String program, List<Secret> arguments, Map<String, Secret> environment,
        @Nullable Path folder, List<Secret> hidden) {
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG",
            "TMPDIR");
    private static final int SHORTEST_SECRET = 6;

    public StdioCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        hidden = List.copyOf(hidden);
    }

    /** Creates a command whose environment alone is kept out of its log. */
    public StdioCommand(String program, List<Secret> arguments, Map<String, Secret> environment,
            @Nullable Path folder) {
        this(program, arguments, environment, folder, List.of());
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
        List<Secret> secrets = new ArrayList<>(hidden);
        secrets.addAll(environment.values());
        for (Secret secret : secrets) {
            if (secret.reveal().length() >= SHORTEST_SECRET) {
                clean = clean.replace(secret.reveal(), "***");
            }
        }
        return clean;
    }
}
