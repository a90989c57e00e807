package dev.lanyard.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code mcp.json} in VS Code's shape ({@code servers}) or Claude's ({@code mcpServers}).
 *
 * <p>Comments and trailing commas are taken as VS Code takes them. Unknown fields are warnings, everything else that is
 * wrong is a problem, and reading goes on to find them all.
 */
final class McpJsonReader {
    private final ConfigSource source;
    private final Environment environment;
    private final Findings findings;

    McpJsonReader(ConfigSource source, Environment environment, Findings findings) {
        this.source = source;
        this.environment = environment;
        this.findings = findings;
    }

    /** Returns what a file configures, without the parts that are wrong; empty if it is no JSON at all. */
    Optional<ReadConfig> read(Path file) {
        return FileBytes.read(file, file.toString(), findings).flatMap(bytes -> parse(file, bytes));
    }

    /** Returns what the bytes of a file configure, as {@link #read}. */
    Optional<ReadConfig> parse(Path file, byte[] bytes) {
        return JsonDocument.parse(bytes, file.toString(), findings)
                .map(root -> read(new JsonObject("", root, findings),
                        new Fingerprint(file, FileBytes.sha256(bytes))));
    }

    private ReadConfig read(JsonObject root, Fingerprint fingerprint) {
        Map<String, InputConfig> inputs = new InputReader(findings).read(root.objectList("inputs"));
        Substitution substitution = new Substitution(source, environment, inputs.keySet(), findings);
        UrlReader urls = new UrlReader(!source.needsApproval(), substitution, findings);
        Map<String, JsonObject> identities = root.objects("identities");
        StdioServerReader processes = new StdioServerReader(source, substitution, inputs, findings);
        Map<String, ServerConfig> servers = servers(root, new ServerReader(source,
                new HttpServerReader(substitution, urls,
                        new AuthReader(identities.keySet(), substitution, urls, findings),
                        findings),
                processes, findings));
        IdentityReader identityReader = new IdentityReader(source, substitution, urls, findings);
        Map<String, IdentityConfig> read = new LinkedHashMap<>();
        identities.forEach((name, identity) -> identityReader.read(name, identity, needer(name, servers))
                .ifPresent(config -> read.put(name, config)));
        EntraRules.check(servers, read, findings);
        root.warnOfUnknownFields();
        List<Fingerprint> files = new ArrayList<>(List.of(fingerprint));
        files.addAll(processes.fingerprints());
        return new ReadConfig(new AgentConfig(source, servers, read, inputs), files, substitution.written());
    }

    private Map<String, ServerConfig> servers(JsonObject root, ServerReader reader) {
        Map<String, ServerConfig> servers = new LinkedHashMap<>();
        for (String field : List.of("servers", "mcpServers")) {
            root.objects(field).forEach((name, server) -> reader.read(name, server).ifPresent(config -> {
                if (servers.putIfAbsent(name, config) != null) {
                    findings.problem(server.path(), "Duplicate server '" + name + "'.",
                            "Remove or rename one of them.");
                }
            }));
        }
        if (!root.has("servers") && !root.has("mcpServers")) {
            findings.warning(source.label(), "The file has neither 'servers' nor 'mcpServers'.");
        }
        return servers;
    }

    /** Returns how problems name an identity: with the servers that cannot work without it. */
    static String needer(String identity, Map<String, ServerConfig> servers) {
        List<String> users = users(identity, servers);
        return "identity '" + identity + "'"
                + (users.isEmpty() ? "" : " (for server '" + String.join("', '", users) + "')");
    }

    /** Returns the names of the servers that get their tokens through an identity. */
    static List<String> users(String identity, Map<String, ServerConfig> servers) {
        return servers.values()
                .stream()
                .filter(server -> server instanceof ServerConfig.Http http
                        && http.auth().identities().contains(identity))
                .map(ServerConfig::name)
                .toList();
    }
}
