package dev.lanyard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a hostile {@code mcp.json} of a project, as two users whose variables differ. What is shown is the same for both, and so
 * are the hosts: no variable's value is in either.
 */
public final class ConfigFuzz {
    private static final Path FOLDER = Path.of("project").toAbsolutePath();
    private static final ConfigSource SOURCE = new ConfigSource(ConfigSource.Kind.PROJECT, FOLDER.resolve("mcp.json"),
            FOLDER, List.of());
    private static final Environment ONE = Environment.of(Map.of("KEY", "canary7f3a9c", "A", "canary7f3a9c"));
    private static final Environment OTHER = Environment.of(Map.of("KEY", "canaryb4e21d", "A", "canaryb4e21d"));

    private ConfigFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String one = shown(bytes, ONE);
        String other = shown(bytes, OTHER);
        if (!one.equals(other)) {
            throw new AssertionError("The value of a variable is in: " + one);
        }
    }

    private static String shown(byte[] bytes, Environment environment) {
        Findings findings = new Findings();
        Optional<ReadConfig> read = new McpJsonReader(SOURCE, environment, findings)
                .parse(FOLDER.resolve("mcp.json"), bytes);
        List<String> hosts = read.stream()
                .flatMap(config -> config.config().servers().values().stream())
                .filter(ServerConfig.Http.class::isInstance)
                .map(server -> ((ServerConfig.Http) server).url().getHost())
                .toList();
        return findings.problems() + " " + findings.warnings() + " " + hosts;
    }
}
