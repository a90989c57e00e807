package dev.lanyard.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Merges the environment of the process with {@code .env} files: the process wins over files, an earlier file over a
 * later one.
 *
 * <p>A variable set to nothing counts as not set, and hides what comes after it, so that {@code X= lanyard} switches a
 * file's {@code X} off for once. Immutable.
 */
public final class Environment {
    private final Map<String, Variable> variables;

    private Environment(Map<String, Variable> variables) {
        this.variables = variables;
    }

    /** Returns the environment of a process alone, usually {@code System.getenv()}. */
    public static Environment of(Map<String, String> process) {
        return of(process, List.of());
    }

    static Environment of(Map<String, String> process, List<DotEnv> files) {
        SequencedMap<String, Variable> merged = new LinkedHashMap<>();
        process.forEach((name, value) -> merged.put(name,
                new Variable(name, new Redacted(value), new Variable.Origin.FromProcess())));
        for (DotEnv file : files) {
            Variable.Origin origin = new Variable.Origin.FromFile(file.source().path(), file.source().projectOwned());
            file.values().forEach((name, value) -> merged.putIfAbsent(name, new Variable(name, value, origin)));
        }
        merged.values().removeIf(variable -> variable.value().text().isEmpty());
        return new Environment(Map.copyOf(merged));
    }

    /** Returns a variable, or empty if it is not set or set to nothing. */
    public Optional<Variable> lookup(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** Returns the names of all variables that are set. */
    Set<String> names() {
        return variables.keySet();
    }

    /** Returns how many variables there are, and no value. */
    @Override
    public String toString() {
        return "Environment[" + variables.size() + " variables]";
    }
}
