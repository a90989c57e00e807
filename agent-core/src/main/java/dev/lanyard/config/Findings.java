package dev.lanyard.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong and what is worth a warning while a configuration is read. Not thread-safe. */
final class Findings {
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigWarning> warnings = new ArrayList<>();

    /** Adds a problem. */
    void problem(String path, String message, String remedy) {
        problems.add(new ConfigProblem(path, message, remedy));
    }

    /** Adds a warning. */
    void warning(String path, String message) {
        warnings.add(new ConfigWarning(path, message));
    }

    /** Returns the problems so far. */
    List<ConfigProblem> problems() {
        return List.copyOf(problems);
    }

    /** Returns the warnings so far. */
    List<ConfigWarning> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Fails if there is any problem.
     *
     * @throws ConfigException.Invalid with all problems
     */
    void throwIfAny(String subject) {
        if (!problems.isEmpty()) {
            throw new ConfigException.Invalid(subject, problems);
        }
    }
}
