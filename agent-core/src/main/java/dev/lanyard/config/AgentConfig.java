package dev.lanyard.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Holds what is configured, by name and in the order of the file.
 *
 * @param source where it comes from
 * @param servers the servers
 * @param identities the identities that servers refer to
 * @param inputs the values that the user is asked for
 */
public record AgentConfig(ConfigSource source, Map<String, ServerConfig> servers,
        Map<String, IdentityConfig> identities, Map<String, InputConfig> inputs) {
    /** Copies the maps, keeping their order. */
    public AgentConfig {
        Objects.requireNonNull(source);
        servers = Ordered.copyOf(servers);
        identities = Ordered.copyOf(identities);
        inputs = Ordered.copyOf(inputs);
    }

    /** Returns this configuration with one more server at the end; one of that name is replaced. */
    public AgentConfig withServer(ServerConfig server) {
        Map<String, ServerConfig> more = new LinkedHashMap<>(servers);
        more.put(server.name(), server);
        return new AgentConfig(source, more, identities, inputs);
    }
}
