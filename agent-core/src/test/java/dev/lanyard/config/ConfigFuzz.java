package dev.lanyard.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads hostile configuration: an {@code mcp.json} of a project, or a {@code .env} if it begins with {@code #}. Nothing that
 * is shown may hold the value of a variable, and no variable of the user's may choose a host.
 */
public final class ConfigFuzz {
    private static final String CANARY = "canary7f3a9c";
    private static final Path FOLDER = folder();

    private ConfigFuzz() {}

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("lanyard-fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes any bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Path file = FOLDER.resolve("mcp.json");
        file.toFile().deleteOnExit();
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Findings findings = new Findings();
        Environment environment = Environment.of(Map.of("KEY", CANARY, "A", CANARY));
        if (bytes.length > 0 && bytes[0] == '#') {
            Optional<DotEnv> read = DotEnv.read(new EnvFile(file, true), findings);
            shownNothing(read + " " + findings.problems());
            return;
        }
        ConfigSource source = new ConfigSource(ConfigSource.Kind.PROJECT, file, FOLDER, List.of());
        Optional<ReadConfig> read = new McpJsonReader(source, environment, findings).read(file);
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
