package dev.lanyard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds and reads the configuration: {@code mcp.json}, {@code .env} and the environment.
 *
 * <p>It opens files and nothing else: no connection, no process, no question. Immutable.
 */
public final class ConfigLoader {
    private final Map<String, String> processEnvironment;
    private final ConfigLocations locations;

    /**
     * Creates a loader.
     *
     * @param processEnvironment the environment of the process, usually {@code System.getenv()}
     * @param locations where to look
     */
    public ConfigLoader(Map<String, String> processEnvironment, ConfigLocations locations) {
        this.processEnvironment = Map.copyOf(processEnvironment);
        this.locations = locations;
    }

    /**
     * Returns what is configured.
     *
     * <p>If {@link LoadedConfig#trust()} is present, the caller shows it and has it approved before it uses a server or
     * an identity.
     *
     * @throws ConfigException.Invalid with every problem found
     */
    public LoadedConfig load() {
        Findings findings = new Findings();
        ConfigSource source = new ConfigLocator(locations).locate();
        List<DotEnv> envFiles = source.envFiles()
                .stream()
                .flatMap(envFile -> DotEnv.read(envFile, findings).stream())
                .toList();
        Environment environment = Environment.of(processEnvironment, envFiles);
        EndpointRule.check(environment, findings);
        Path file = source.file();
        Optional<ReadConfig> read = file == null
                ? Optional.empty()
                : new McpJsonReader(source, environment, findings).read(file);
        AgentConfig written = read.map(ReadConfig::config)
                .orElse(new AgentConfig(source, Map.of(), Map.of(), Map.of()));
        Optional<ModelConfig> model = new ModelReader(environment, findings).read();
        AgentConfig config = TavilyShortcut.apply(written, environment, findings);
        findings.throwIfAny(source.label());
        Optional<TrustReport> trust = file == null || !source.needsApproval()
                ? Optional.empty()
                : read.map(found -> TrustReporter.report(file, found, envFiles));
        return new LoadedConfig(config, environment, model, findings.warnings(), trust);
    }
}
