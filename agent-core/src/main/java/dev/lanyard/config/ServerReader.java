package dev.lanyard.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one server's entry, whatever its type. */
final class ServerReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final ConfigSource source;
    private final HttpServerReader https;
    private final StdioServerReader processes;
    private final Findings findings;

    ServerReader(ConfigSource source, HttpServerReader https, StdioServerReader processes, Findings findings) {
        this.source = source;
        this.https = https;
        this.processes = processes;
        this.findings = findings;
    }

    /** Returns the server, or empty after adding a problem. */
    Optional<ServerConfig> read(String name, JsonObject server) {
        if (!NAME.matcher(name).matches()) {
            findings.problem(server.path(), "'" + name + "' is not the name of a server.",
                    "Use 1 to 64 of A-Z, a-z, 0-9, '_' and '-'.");
        }
        boolean trusted = trusted(server);
        Optional<ServerConfig> read = type(server).flatMap(type -> switch (type) {
            case "http", "streamable-http" -> https.read(name, server, trusted);
            case "stdio" -> processes.read(name, server, trusted);
            case "sse" -> {
                findings.problem(server.path("type"), "The HTTP+SSE transport of MCP 2024-11-05 is not supported.",
                        "Use type 'http' with the server's Streamable HTTP address.");
                yield Optional.empty();
            }
            default -> {
                findings.problem(server.path("type"), "Unknown type '" + type + "'.", "Use one of: http, stdio.");
                yield Optional.empty();
            }
        });
        if (read.isPresent()) {
            server.warnOfUnknownFields();
        }
        return read;
    }

    private boolean trusted(JsonObject server) {
        boolean trusted = server.flag("trusted");
        if (trusted && source.needsApproval()) {
            findings.warning(server.path("trusted"), "A project's file cannot mark a server trusted; this is ignored.");
            return false;
        }
        return trusted;
    }

    private Optional<String> type(JsonObject server) {
        if (server.has("url") && server.has("command")) {
            findings.problem(server.path(), "The server has both 'url' and 'command'.", "Keep one of them.");
            return Optional.empty();
        }
        if (server.has("type")) {
            return server.text("type");
        }
        if (server.has("url") || server.has("command")) {
            return Optional.of(server.has("url") ? "http" : "stdio");
        }
        findings.problem(server.path(), "The server has neither 'url' nor 'command'.", "Add one of them.");
        return Optional.empty();
    }
}
