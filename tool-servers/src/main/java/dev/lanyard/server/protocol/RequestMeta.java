package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * What every request of 2026-07-28 says of its client, instead of a session (MCP 2026-07-28, Base protocol,
 * {@code _meta}).
 *
 * @param version the revision it is written in
 * @param capabilities what the client offers
 * @param logLevel the least level of log messages that it wants, or nothing for none
 */
record RequestMeta(String version, Set<ClientCapability> capabilities, Optional<LogLevel> logLevel) {
    static final String PREFIX = "io.modelcontextprotocol/";
    private static final String VERSION = PREFIX + "protocolVersion";
    private static final String CAPABILITIES = PREFIX + "clientCapabilities";
    private static final String LOG_LEVEL = PREFIX + "logLevel";

    /** Copies the capabilities. */
    RequestMeta {
        capabilities = Set.copyOf(capabilities);
    }

    /** Returns whether the parameters name a revision, which only those of 2026-07-28 and later do. */
    static boolean isIn(ObjectNode params) {
        return params.path("_meta").has(VERSION);
    }

    /**
     * Reads what must be there; the name of the client may be absent.
     *
     * @throws JsonRpcError if a part is missing or malformed
     */
    static RequestMeta read(ObjectNode params) {
        JsonNode meta = params.path("_meta");
        JsonNode version = meta.path(VERSION);
        JsonNode capabilities = meta.path(CAPABILITIES);
        JsonNode level = meta.path(LOG_LEVEL);
        if (!version.isTextual()) {
            throw JsonRpcError.invalidMeta("'_meta." + VERSION + "' must be a string.");
        }
        if (!capabilities.isObject()) {
            throw JsonRpcError.invalidMeta("'_meta." + CAPABILITIES + "' must be an object.");
        }
        Optional<LogLevel> logLevel = LogLevel.of(level.asText());
        if (!level.isMissingNode() && logLevel.isEmpty()) {
            throw JsonRpcError.invalidMeta("'_meta." + LOG_LEVEL + "' must be a level, such as \"info\".");
        }
        return new RequestMeta(version.textValue(), ClientCapability.declaredIn(capabilities), logLevel);
    }
}
