package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.assistant.TurnResult;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.network.PrivateAuthority;
import dev.lanyard.network.RecordingProxy;
import dev.lanyard.server.auth.ApiKeyAuthenticator;
import dev.lanyard.server.auth.JwtAuthenticator;
import dev.lanyard.server.auth.JwtRules;
import dev.lanyard.server.auth.KeySet;
import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.echo.EchoServer;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.identity.AppRegistration;
import dev.lanyard.server.identity.IdentityEndpoint;
import dev.lanyard.server.identity.IdentityProvider;
import dev.lanyard.server.identity.ProtectedResource;
import dev.lanyard.server.identity.SigningKey;
import dev.lanyard.server.identity.Tenant;
import dev.lanyard.server.model.ModelEndpoint;
import dev.lanyard.server.protocol.Authenticator;
import dev.lanyard.server.reverse.ReverseServer;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole turn in a network as companies have them: nothing but the proxy can be reached, it wants a password, and every
 * certificate is of an authority of the company's own. Tool servers, issuer and model are reached alike.
 */
class OneNetworkTest {
    private static final String LOGIN = "dXNlcjpwcm94eS1jYW5hcnk=";
    private static final String TENANT = "5e1f0a9c-2b7d-4c3e-9f10-6a8b4d2c7e01";
    private static final String CLIENT = "a3c9e7d5-1f42-4b86-8d0e-7b5c2f9a6e02";

    @TempDir
    Path folder = Path.of("");

    private HttpServer server;
    private RecordingProxy proxy;
    private PrivateAuthority authority;

    @BeforeEach
    void start() throws Exception {
        authority = PrivateAuthority.in(folder);
        HttpOptions options = HttpOptions.onPort(0)
                .withTls(0, authority.server())
                .withHostName("tools.example.test")
                .withHostName("login.example.test")
                .withHostName("models.example.test");
        var identity = identity();
        String issuer = identity.issuer(tenant());
        server = HttpServer.start(options, origin -> new IdentityEndpoint(identity).routes(origin)
                .with("/echo/mcp", EchoServer.endpoint(ApiKeyAuthenticator.of("x-api-key", Map.of("a", "echo-canary"))))
                .with("/reverse/mcp", ReverseServer.endpoint(tokens(origin, issuer), () -> {}, new SecureRandom()))
                .with(new ModelEndpoint("model-canary", Clock.systemUTC()).routes("/v1")));
        proxy = RecordingProxy.start(server.origin().getPort(), server.tlsOrigin().orElseThrow().getPort());
        proxy.wants(LOGIN);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void toolServersIssuerAndModelAreAllReachedThroughTheProxyWithTheAddedAuthority() throws Exception {
        try (Agent agent = agent()) {
            agent.connect(Duration.ofSeconds(20));
            TurnResult result = agent.chat("reverse hello and echo world");
            assertThat(result.answer()).contains("olleh", "world");
        }

        assertThat(proxy.requests()).allMatch(request -> request.startsWith("CONNECT "))
                .contains("CONNECT tools.example.test:443 HTTP/1.1", "CONNECT login.example.test:443 HTTP/1.1",
                        "CONNECT models.example.test:443 HTTP/1.1");
        assertThat(proxy.heads()).allMatch(head -> head.contains("Proxy-Authorization: Basic " + LOGIN));
        assertThat(proxy.everything()).doesNotContain("canary", "Bearer");
    }

    private Agent agent() throws IOException {
        Path file = Files.writeString(folder.resolve("mcp.json"),
                """
                {
                  "identities": { "company": { "type": "entra", "authority": "https://login.example.test",
                    "tenant": "%s", "clientId": "%s", "clientSecret": "${env:CLIENT_SECRET}" } },
                  "servers": {
                    "echo": { "type": "http", "url": "https://tools.example.test/echo/mcp",
                      "headers": { "x-api-key": "${env:ECHO_KEY}" } },
                    "reverse": { "type": "http", "url": "https://tools.example.test/reverse/mcp",
                      "auth": { "type": "client-credentials", "identity": "company", "scope": "api://reverse/.default" } }
                  }
                }
                """.formatted(
                        TENANT, CLIENT));
        Map<String, String> variables = Map.of("ECHO_KEY", "echo-canary", "CLIENT_SECRET", "secret-canary",
                "OPENAI_API_KEY", "model-canary", "OPENAI_BASE_URL", "https://models.example.test/v1", "HTTPS_PROXY",
                "http://user:proxy-canary@127.0.0.1:" + proxy.port(), "LANYARD_CA_FILE", authority.pem().toString());
        LoadedConfig loaded = new ConfigLoader(variables,
                ConfigLocations.of(folder, new UserFolders(folder, folder)).withConfigFile(file)).load();
        return Agent.builder(loaded.config())
                .environment(loaded.environment())
                .model(loaded.model().orElseThrow())
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .build();
    }

    private static IdentityProvider identity() {
        return new IdentityProvider(URI.create("https://login.example.test"), tenant(), SigningKey.generate(),
                Duration.ofHours(1), Clock.systemUTC());
    }

    private static Tenant tenant() {
        return new Tenant(TENANT,
                List.of(AppRegistration.of(CLIENT, "d07b6f28-94ae-4e51-b3c7-18f2a5e9c603", "agent")
                        .withSecret(SecretHash.of("secret-canary"))
                        .withRoles("api://reverse", "execute")),
                List.of(ProtectedResource.of("api://reverse", "f86a2c14-3d9b-4e07-a5c8-2b7e1f4d9a04")
                        .withRoles("execute")),
                List.of());
    }

    private static Authenticator tokens(URI origin, String issuer) {
        URI here = URI.create("http://127.0.0.1:" + origin.getPort());
        return new JwtAuthenticator(JwtRules.of(issuer, "api://reverse", "execute"),
                new ProtectedResourceMetadata(URI.create("https://tools.example.test/reverse/mcp"), List.of(issuer),
                        List.of("execute")),
                KeySet.at(URI.create(here + IdentityProvider.keysPath(tenant()))), Clock.systemUTC());
    }
}
