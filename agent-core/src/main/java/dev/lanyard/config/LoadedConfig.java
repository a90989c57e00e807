package dev.lanyard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds everything that was configured, free of problems. Nothing has been sent or run.
 *
 * @param config servers, identities and inputs
 * @param environment the variables that they refer to
 * @param model the model, or empty if none is configured
 * @param warnings what was ignored or is unwise
 * @param trust what the user must approve before anything takes effect, or empty if nothing
 */
public record LoadedConfig(AgentConfig config, Environment environment, Optional<ModelConfig> model,
        List<ConfigWarning> warnings, Optional<TrustReport> trust) {
    /**
     * Returns the project's file that decides where the conversation goes, by choosing the provider of the model or its address;
     * empty if the user does.
     */
    public Optional<Path> projectThatChoseTheModel() {
        return model.map(ModelConfig::provider)
                .stream()
                .flatMap(provider -> Stream.of(provider.endpointVariable(), ModelProvider.VARIABLE))
                .flatMap(name -> environment.lookup(name).stream())
                .flatMap(variable -> variable.origin() instanceof Variable.Origin.FromFile(Path file, boolean projects)
                        && projects ? Stream.of(file) : Stream.empty())
                .findFirst();
    }

    /** Copies the warnings. */
    public LoadedConfig {
        Objects.requireNonNull(config);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(model);
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(trust);
    }
}
