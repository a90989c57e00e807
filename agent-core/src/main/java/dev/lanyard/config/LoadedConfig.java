package dev.lanyard.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
    /** Copies the warnings. */
    public LoadedConfig {
        Objects.requireNonNull(config);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(model);
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(trust);
    }
}
