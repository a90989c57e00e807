package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigSource;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The example servers of the TypeScript SDK, one that wants a token and the one that gives it, which .ci/interop starts; without
 * them, every test here counts as skipped.
 */
@EnabledIfSystemProperty(named = TypeScriptIssuerTest.URL, matches = "http://.+", disabledReason = "No TypeScript SDK here: run .ci/interop")
class TypeScriptIssuerTest {
    static final String URL = "lanyard.test.typescript";

    private final ScriptedUser user = new ScriptedUser();
    private final TokenStore store = TokenStore.inMemory();

    private String greeting() {
        URI url = URI.create(System.getProperty(URL));
        var server = new ServerConfig.Http("demo", url, Map.of(), Map.of(), new AuthConfig.Discovered(), false);
        var source = new ConfigSource(ConfigSource.Kind.NONE, null, Path.of(""), List.of());
        try (Agent agent = Agent.builder(new AgentConfig(source, Map.of("demo", server), Map.of(), Map.of()))
                .interaction(user)
                .tokenStore(store)
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .build()) {
            return agent.call("demo", "greet", "{\"name\":\"Ada\"}", new Turn()).orElseThrow().text();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Way.class, names = {"BROWSER", "PASTE"})
    void aSignInOpensTheServerAndIsKept(Way way) {
        user.ways = List.of(way);

        assertThat(greeting()).isEqualTo("Hello, Ada!");
        assertThat(greeting()).isEqualTo("Hello, Ada!");

        assertThat(user.opened).singleElement()
                .satisfies(page -> assertThat(FakeIssuer.parameters(page.getRawQuery()))
                        .containsEntry("code_challenge_method", "S256")
                        .containsEntry("resource", System.getProperty(URL)));
        assertThat(user.ended).containsExactly(true);
    }
}
