package dev.lanyard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an address that a variable holds. */
final class VariableUrl {
    private static final ConfigSource NOWHERE = new ConfigSource(ConfigSource.Kind.NONE, null, Path.of(""), List.of());

    private VariableUrl() {}

    /** Returns the address, or empty after adding the problem that it is none or would carry a key in clear. */
    static Optional<Endpoint> read(Variable variable, Findings findings) {
        Substitution nothing = new Substitution(NOWHERE, Environment.of(Map.of()), Set.of(), findings);
        Place place = new Place(variable.name(), variable.name());
        Optional<Endpoint> endpoint = new UrlReader(true, nothing, findings).read(variable.value().text(), place);
        if (endpoint.filter(found -> Loopback.isExposed(found.url())).isPresent()) {
            findings.problem(variable.name(),
                    "The address is http and not on this machine, so a key would be readable on the way.",
                    "Use https.");
            return Optional.empty();
        }
        return endpoint;
    }
}
