package dev.lanyard.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps a project's {@code .env} from turning the user's keys and traffic to endpoints of its own.
 *
 * <p>It may name an endpoint only together with the key for it, and choose among the providers of models only where the user
 * has none. Proxies, certificate authorities and telemetry see everything, so it may never name those.
 */
final class EndpointRule {
    private record Pair(String endpoint, String key) {}

    private static final List<Pair> PAIRS = List.of(new Pair("OPENAI_BASE_URL", "OPENAI_API_KEY"),
            new Pair("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY"),
            new Pair("GITHUB_MODELS_ENDPOINT", "GITHUB_TOKEN"), new Pair("OLLAMA_ENDPOINT", "OLLAMA_API_KEY"),
            new Pair("TAVILY_MCP_URL", "TAVILY_API_KEY"),
            new Pair("AZURE_AUTHORITY_HOST", "AZURE_CLIENT_SECRET"));
    private static final List<String> NEVER = List.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
            "LANYARD_CA_FILE");
    /** What says that the user has a model of their own. */
    private static final List<String> MODELS = List.of("OPENAI_API_KEY", "OPENAI_BASE_URL", "AZURE_OPENAI_API_KEY");

    private EndpointRule() {}

    /** Adds a problem for every endpoint that a project's file sets and may not. */
    static void check(Environment environment, Findings findings) {
        for (Pair pair : PAIRS) {
            environment.lookup(pair.endpoint())
                    .filter(EndpointRule::saidByProject)
                    .filter(endpoint -> environment.lookup(pair.key())
                            .filter(key -> !key.origin().equals(endpoint.origin()))
                            .isPresent())
                    .ifPresent(endpoint -> findings.problem(endpoint.name(),
                            "The project's " + file(endpoint) + " sets " + endpoint.name() + ", but " + pair.key()
                                    + " comes from elsewhere and would be sent there.",
                            "Set both in one place, or name the file with --env-file if it is yours."));
        }
        environment.lookup(ModelProvider.VARIABLE)
                .filter(EndpointRule::saidByProject)
                .ifPresent(choice -> checkChoice(choice, environment, findings));
        environment.lookup(ModelProvider.VARIABLE)
                .filter(choice -> !saidByProject(choice))
                .ifPresent(choice -> checkChosen(choice, environment, findings));
        environment.names()
                .stream()
                .filter(EndpointRule::seesEverything)
                .sorted()
                .flatMap(name -> environment.lookup(name).stream())
                .filter(EndpointRule::saidByProject)
                .forEach(variable -> findings.problem(variable.name(),
                        "The project's " + file(variable) + " sets " + variable.name()
                                + ", which decides where traffic or telemetry goes, or who can read it.",
                        "Set it in your environment, or name the file with --env-file if it is yours."));
    }

    private static void checkChoice(Variable choice, Environment environment, Findings findings) {
        Set<String> others = new LinkedHashSet<>(MODELS);
        ModelProvider.of(choice.value().text()).ifPresent(chosen -> others.add(chosen.keyVariable()));
        others.stream()
                .flatMap(name -> environment.lookup(name).stream())
                .filter(other -> !other.origin().equals(choice.origin()))
                .findFirst()
                .ifPresent(other -> findings.problem(choice.name(),
                        "The project's " + file(choice) + " sets " + choice.name() + ", but " + other.name()
                                + " comes from elsewhere.",
                        "Set both in one place, or name the file with --env-file if it is yours."));
    }

    /** Who has chosen Ollama, which has no key, has chosen that the conversation stays where it is. */
    private static void checkChosen(Variable choice, Environment environment, Findings findings) {
        ModelProvider.of(choice.value().text())
                .flatMap(chosen -> environment.lookup(chosen.endpointVariable())
                        .filter(EndpointRule::saidByProject)
                        .filter(unused -> environment.lookup(chosen.keyVariable()).isEmpty()))
                .ifPresent(endpoint -> findings.problem(endpoint.name(),
                        "The project's " + file(endpoint) + " sets " + endpoint.name() + ", but " + choice.name()
                                + " comes from elsewhere.",
                        "Set both in one place, or name the file with --env-file if it is yours."));
    }

    private static boolean seesEverything(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return NEVER.contains(upper) || upper.startsWith("OTEL_EXPORTER_OTLP_");
    }

    private static boolean saidByProject(Variable variable) {
        return variable.origin() instanceof Variable.Origin.FromFile file && file.projectOwned();
    }

    private static String file(Variable variable) {
        return switch (variable.origin()) {
            case Variable.Origin.FromFile file -> "'" + file.path() + "'";
            case Variable.Origin.FromProcess process -> "environment";
        };
    }
}
