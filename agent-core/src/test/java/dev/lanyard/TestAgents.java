package dev.lanyard;

import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigSource;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.transport.FakeServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Builds agents for tests. */
final class TestAgents {
    private TestAgents() {}

    /** Returns a configuration that nothing stands in. */
    static AgentConfig nothing() {
        var source = new ConfigSource(ConfigSource.Kind.NONE, null, Path.of("").toAbsolutePath(), List.of());
        return new AgentConfig(source, Map.of(), Map.of(), Map.of());
    }

    /** Returns a server's entry without credential. */
    static ServerConfig open(String name, FakeServer server) {
        return new ServerConfig.Http(name, server.url(), Map.of(), Map.of(), new AuthConfig.None(), false);
    }
}
