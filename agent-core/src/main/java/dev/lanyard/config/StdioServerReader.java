package dev.lanyard.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a server that is a process of ours, and the {@code envFile} it may name. */
final class StdioServerReader {
    private final ConfigSource source;
    private final Substitution substitution;
    private final Map<String, InputConfig> inputs;
    private final Findings findings;
    private final List<Fingerprint> fingerprints = new ArrayList<>();

    StdioServerReader(ConfigSource source, Substitution substitution, Map<String, InputConfig> inputs,
            Findings findings) {
        this.inputs = inputs;
        this.source = source;
        this.substitution = substitution;
        this.findings = findings;
    }

    /** Returns the server, or empty after adding a problem. */
    Optional<ServerConfig> read(String name, JsonObject server, boolean trusted) {
        Place place = Place.ofServer(name, server.path("command"));
        Optional<String> command = server.requiredText("command").map(raw -> substitution.text(raw, place));
        List<SecretRef> args = server.textList("args")
                .entrySet()
                .stream()
                .map(entry -> substitution.value(entry.getValue(), place.at(entry.getKey())))
                .toList();
        if (args.stream().anyMatch(value -> SecretNames.isLikely(value, inputs))) {
            findings.warning(server.path("args"), "A secret in 'args' of server '" + name
                    + "' can be read by everybody on this machine, in the list of processes. Pass it in 'env'.");
        }
        Map<String, SecretRef> env = new LinkedHashMap<>();
        path(server, "envFile", place).ifPresent(file -> addFile(file, server.path("envFile"), env));
        server.texts("env")
                .forEach((variable, raw) -> env.put(variable,
                        substitution.secret(raw, place.at(server.path("env." + variable)))));
        Path cwd = path(server, "cwd", place).orElse(null);
        if (server.has("auth")) {
            findings.problem(server.path("auth"), "A stdio server has no 'auth'.", "Pass the credential in 'env'.");
        }
        return command.map(program -> new ServerConfig.Stdio(name, program, args, env, cwd, trusted));
    }

    /** Returns the environment files that were read so far. */
    List<Fingerprint> fingerprints() {
        return List.copyOf(fingerprints);
    }

    private Optional<Path> path(JsonObject server, String field, Place place) {
        Place here = place.at(server.path(field));
        return server.text(field)
                .flatMap(raw -> ConfigPath.resolve(source.workspaceFolder(), substitution.text(raw, here), here.path(),
                        findings));
    }

    private void addFile(Path file, String path, Map<String, SecretRef> env) {
        FileBytes.read(file, path, findings)
                .flatMap(bytes -> DotEnv.parse(new EnvFile(file, source.needsApproval()), bytes, findings))
                .ifPresent(dotEnv -> {
                    fingerprints.add(new Fingerprint(dotEnv.source().path(), dotEnv.sha256()));
                    dotEnv.values().forEach((name, value) -> env.put(name, new SecretRef.Literal(value)));
                });
    }
}
