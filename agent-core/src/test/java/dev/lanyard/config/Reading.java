package dev.lanyard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of reading one {@code mcp.json} from a folder, as a project's or the user's own. */
record Reading(Optional<ReadConfig> read, List<String> problems, List<String> warnings) {
    static Reading own(Path folder, String json, Map<String, String> environment) {
        return of(ConfigSource.Kind.EXPLICIT, folder, json, environment);
    }

    static Reading project(Path folder, String json, Map<String, String> environment) {
        return of(ConfigSource.Kind.PROJECT, folder, json, environment);
    }

    private static Reading of(ConfigSource.Kind kind, Path folder, String json, Map<String, String> environment) {
        Path file = TextFile.write(folder.resolve("mcp.json"), json);
        Findings findings = new Findings();
        ConfigSource source = new ConfigSource(kind, file, folder, List.of());
        Optional<ReadConfig> read = new McpJsonReader(source, Environment.of(environment), findings).read(file);
        return new Reading(read, findings.problems().stream().map(ConfigProblem::toString).toList(),
                findings.warnings().stream().map(ConfigWarning::toString).toList());
    }

    AgentConfig config() {
        return read.orElseThrow().config();
    }

    ServerConfig server(String name) {
        return Optional.ofNullable(config().servers().get(name)).orElseThrow();
    }
}
