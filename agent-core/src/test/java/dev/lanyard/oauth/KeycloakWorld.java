package dev.lanyard.oauth;

import dev.lanyard.Agent;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.server.auth.JwtAuthenticator;
import dev.lanyard.server.auth.JwtRules;
import dev.lanyard.server.auth.KeySet;
import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.echo.EchoServer;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Is a tool server that trusts the realm of {@code .ci/keycloak-realm.json}, and agents that use it. */
final class KeycloakWorld implements AutoCloseable {
    static final String ISSUER = "lanyard.test.keycloak";
    static final String AGENT_CANARY = "agent-secret";

    final String issuer = System.getProperty(ISSUER);
    final TokenStore store = TokenStore.inMemory();
    private final HttpServer server;
    private final Path folder;

    KeycloakWorld(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.start(HttpOptions.onPort(0), origin -> {
            var metadata = new ProtectedResourceMetadata(origin.resolve("/mcp"), List.of(issuer),
                    List.of("mcp:access"));
            var tokens = new JwtAuthenticator(JwtRules.of(issuer, "tools", "mcp:access"), metadata,
                    KeySet.at(URI.create(issuer + "/protocol/openid-connect/certs")), Clock.systemUTC());
            return metadata.routes().with("/mcp", EchoServer.endpoint(tokens));
        });
    }

    URI url() {
        return server.origin().resolve("/mcp");
    }

    /** Returns an agent for which the server has an {@code auth}. */
    Agent agent(UserInteraction user, String auth, String subject) throws IOException {
        Path file = Files.writeString(folder.resolve("mcp.json"),
                """
                { "identities": { "kc": { "type": "oauth", "issuer": "%s", "clientId": "agent",
                    "clientSecret": "${env:AGENT_SECRET}" } },
                  "servers": { "echo": { "type": "http", "url": "%s", "auth": %s } } }
                """.formatted(issuer, url(), auth));
        LoadedConfig loaded = new ConfigLoader(Map.of("AGENT_SECRET", AGENT_CANARY, "SUBJECT", subject),
                ConfigLocations.of(folder, new UserFolders(folder, folder)).withConfigFile(file)).load();
        return Agent.builder(loaded.config())
                .environment(loaded.environment())
                .interaction(user)
                .tokenStore(store)
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .build();
    }

    static ToolResult echo(Agent agent) {
        return agent.call("echo", "secure_echo", "{\"message\":\"hello\"}", new dev.lanyard.assistant.Turn())
                .orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}
