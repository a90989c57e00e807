package dev.lanyard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a hostile {@code mcp.json} of a project. Nothing that is shown may hold the value of a variable, and no variable of the
 * user's may choose a host.
 */
public final class ConfigFuzz {
    private static final String CANARY = "canary7f3a9c";
    private static final Path FOLDER = Path.of("project").toAbsolutePath();
    private static final ConfigSource SOURCE = new ConfigSource(ConfigSource.Kind.PROJECT, FOLDER.resolve("mcp.json"),
            FOLDER, List.of());
    private static final Environment ENVIRONMENT = Environment.of(Map.of("KEY", CANARY, "A", CANARY));

    private ConfigFuzz() {}

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Findings findings = new Findings();
        Optional<ReadConfig> read = new McpJsonReader(SOURCE, ENVIRONMENT, findings)
                .parse(FOLDER.resolve("mcp.json"), bytes);
        shownNothing(findings.problems() + " " + findings.warnings());
        read.ifPresent(config -> config.config()
                .servers()
                .values()
                .stream()
                .filter(ServerConfig.Http.class::isInstance)
                .map(server -> ((ServerConfig.Http) server).url().getHost())
                .forEach(ConfigFuzz::shownNothing));
    }

    private static void shownNothing(String shown) {
        if (shown.contains(CANARY)) {
            throw new AssertionError("The value of a variable is in: " + shown);
        }
    }
}
