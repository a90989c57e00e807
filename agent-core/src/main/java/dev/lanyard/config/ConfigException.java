package dev.lanyard.config;

import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import java.util.List;
import java.util.stream.Collectors;

/** Reports that a configuration cannot be used. */
public abstract sealed class ConfigException extends AgentException {
    private ConfigException(ErrorCode code, String subject, String problem, String remedy) {
        super(code, subject, problem, remedy, null);
    }

    /** The configuration is wrong; every problem is reported at once. */
    public static final class Invalid extends ConfigException {
        private final transient List<ConfigProblem> problems;

        /**
         * Creates a report.
         *
         * @param subject the file, or {@code the environment}
         * @param problems what is wrong, at least one
         */
        public Invalid(String subject, List<ConfigProblem> problems) {
            super(ErrorCode.CONFIGURATION_INVALID, subject,
                    "The configuration from " + Printable.of(subject) + " has "
                            + (problems.size() == 1 ? "1 problem." : problems.size() + " problems."),
                    "Correct " + (problems.size() == 1 ? "it" : "them") + ":\n"
                            + problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n")));
            this.problems = List.copyOf(problems);
        }

        /** Returns what is wrong, in the order in which it was found. */
        public List<ConfigProblem> problems() {
            return problems;
        }
    }

    /** The configuration was found in a project folder and the user has not approved it as it is now. */
    public static final class Untrusted extends ConfigException {
        private final transient TrustReport report;

        /** Creates a refusal of what the report describes. */
        public Untrusted(TrustReport report) {
            super(ErrorCode.CONFIGURATION_UNTRUSTED, report.file().toString(),
                    "The configuration " + Printable.of(report.file().toString())
                            + " was found in a project folder and is not approved as it is now.",
                    "Review it, then approve it in a terminal or with --trust-config " + report.digest() + ".");
            this.report = report;
        }

        /** Returns what the user would approve. */
        public TrustReport report() {
            return report;
        }
    }
}
