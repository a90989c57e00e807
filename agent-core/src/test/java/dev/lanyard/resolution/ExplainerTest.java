package dev.lanyard.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.UserFolders;
import dev.lanyard.resolution.Explanation.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {
    private static final String ALL = """
                                      { "identities": {
                                          "contoso": { "type": "entra", "tenant": "contoso.onmicrosoft.com", "clientId": "app",
                                                       "clientSecret": "canary-secret" },
                                          "public": { "type": "entra", "tenant": "common", "clientId": "app" },
                                          "uri": { "type": "entra", "tenant": "t", "clientId": "app", "clientSecret": "canary",
                                                   "userScope": "api://app/.default" },
                                          "kc": { "type": "oauth", "issuer": "https://id.example.com", "clientId": "agent",
                                                  "clientSecret": "canary-secret" } },
                                        "servers": {
                                          "open": { "url": "https://open.example.com/mcp", "auth": { "type": "none" } },
                                          "plain": { "url": "https://plain.example.com/mcp" },
                                          "headers": { "url": "https://h.example.com/mcp", "headers": { "x-api-key": "canary-key" } },
                                          "key": { "url": "https://k.example.com/mcp",
                                                   "auth": { "type": "key", "query": "k", "value": "${env:KEY}" } },
                                          "oauth": { "url": "https://o.example.com/mcp", "auth": { "type": "oauth",
                                              "issuer": "https://id.example.com", "clientId": "c", "clientSecret": "canary-secret" } },
                                          "grant": { "url": "https://g.example.com/mcp", "auth": { "type": "client-credentials",
                                              "identity": "kc", "scope": "s" } },
                                          "exchange": { "url": "https://x.example.com/mcp", "auth": { "type": "token-exchange",
                                              "identity": "kc", "subjectToken": "canary-token" } },
                                          "enterprise": { "url": "https://e.example.com/mcp", "auth": { "type": "enterprise",
                                              "identity": "kc", "provider": "kc", "idToken": "canary-token" } },
                                          "workload": { "url": "https://w.example.com/mcp", "auth": { "type": "workload-identity",
                                              "issuer": "https://id.example.com", "clientId": "c", "assertion": "canary-token" } },
                                          "app": { "url": "https://a.example.com/mcp", "auth": { "type": "client-credentials",
                                              "identity": "contoso", "scope": "api://a/execute" } },
                                          "user": { "url": "https://u.example.com/mcp", "auth": { "type": "user",
                                              "identity": "public", "scope": "api://u/access" } },
                                          "behalf": { "url": "https://b.example.com/mcp", "auth": { "type": "on-behalf-of",
                                              "identity": "contoso", "scope": "api://b/access" } },
                                          "wrong": { "url": "https://b.example.com/mcp", "auth": { "type": "on-behalf-of",
                                              "identity": "uri", "scope": "api://b/access" } },
                                          "managed": { "url": "https://m.example.com/mcp", "auth": { "type": "managed-identity",
                                              "scope": "api://m" } },
                                          "program": { "command": "tool", "args": ["canary-argument"], "env": { "KEY": "canary-key" } } } }
                                      """;
    @TempDir
    Path folder = Path.of("");

    private AgentConfig config;

    @BeforeEach
    void load() throws IOException {
        Path file = Files.writeString(folder.resolve("mcp.json"), ALL);
        config = new ConfigLoader(Map.of("KEY", "canary-variable"),
                ConfigLocations.of(folder, new UserFolders(folder, folder)).withConfigFile(file)).load().config();
    }

    private Explanation explained(String server) {
        return new Explainer(config).explain(Objects.requireNonNull(config.servers().get(server), server));
    }

    @ParameterizedTest
    @CsvSource({"open,NOTHING,nothing is presented", "plain,STORE,nothing at first", "headers,RUN,a fixed key",
            "key,RUN,a fixed key", "oauth,STORE,a sign-in of yours", "grant,MEMORY,client credentials",
            "exchange,MEMORY,RFC 8693", "enterprise,MEMORY,the company's sign-in", "workload,MEMORY,RFC 7523",
            "app,MEMORY,from Entra (client credentials)", "user,STORE,a token of yours for this server",
            "behalf,STORE,on your behalf", "managed,MEMORY,managed identity", "program,RUN,a program of this machine"})
    void saysWhichFlowItIsForEveryKindOfServer(String server, Kept kept, String flow) {
        Explanation explanation = explained(server);

        assertThat(explanation.flow()).contains(flow);
        assertThat(explanation.kept()).isEqualTo(kept);
        assertThat(explanation.because()).contains("servers." + server);
        assertThat(explanation.steps()).isNotEmpty();
        assertThat(explanation.remedies()).isNotEmpty();
        assertThat(explanation.signIn().equals(Explanation.NEVER)).isEqualTo(kept != Kept.STORE);
    }

    @Test
    void e06noSecretIsInAnyExplanation() {
        assertThat(config.servers().keySet()).hasSize(15)
                .allSatisfy(server -> assertThat(explained(server).toString()).doesNotContain("canary"));
    }

    @Test
    void namesWhoGetsWhatInOrder() {
        assertThat(explained("behalf").steps()).extracting(Explanation.Step::contacted)
                .containsExactly("https://login.microsoftonline.com/contoso.onmicrosoft.com",
                        "https://login.microsoftonline.com/contoso.onmicrosoft.com", "https://b.example.com");
        assertThat(explained("behalf").steps().get(1).gets())
                .isEqualTo(
                        "gets app 'app' with its secret ***, your token for 'app/.default' as assertion, and the scope "
                                + "'api://b/access'; gives a token of yours for this server alone");
        assertThat(explained("key").steps().getLast().gets())
                .isEqualTo("with every request: query parameter 'k' ${env:KEY}");
        assertThat(explained("oauth").steps()).extracting(Explanation.Step::contacted)
                .containsSubsequence("https://o.example.com", "https://id.example.com", "https://o.example.com");
    }

    @Test
    void warnsOfWhatEntraWouldRefuse() {
        assertThat(explained("app").warnings()).singleElement().asString().contains("AADSTS1002012");
        assertThat(explained("wrong").warnings()).singleElement().asString().contains("AADSTS90009");
        assertThat(explained("behalf").warnings()).isEmpty();
    }
}
