package dev.lanyard.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.error.AgentException;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.identity.Fault.Kind;
import dev.lanyard.server.identity.IdentityRequest;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that a server cannot take, through no fault of the agent: it asks once more, and then says what is wrong. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraAgentFaultTest {
    private final PageWalker alice = new PageWalker("alice");
    private Path home = Path.of("");
    private Playground playground;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        home = folder;
        playground = Playground.start(PlaygroundOptions.usual().withStepDelay(Duration.ZERO));
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    private Agent agent() {
        LoadedConfig loaded = new ConfigLoader(Map.of(),
                ConfigLocations.of(home, UserFolders.of(Map.of(), "Linux", home)).withConfigFile(playground.config()))
                .load();
        return Agent.builder(loaded.config())
                .environment(loaded.environment())
                .interaction(alice)
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .build();
    }

    private static String reversed(Agent agent) {
        return agent.call("reverse", "reverse_tool", "{\"query\":\"hello\"}", new Turn())
                .map(ToolResult::text)
                .orElseThrow();
    }

    private static String info(Agent agent) {
        return agent.call("profile", "get_user_info", "{}", new Turn()).map(ToolResult::text).orElseThrow();
    }

    private long tokens() {
        return playground.identity()
                .requests()
                .stream()
                .map(IdentityRequest::path)
                .filter(path -> path.endsWith("/token"))
                .count();
    }

    @Test
    void newSigningKeysAreNoticedByNobody() {
        try (Agent agent = agent()) {
            assertThat(reversed(agent)).contains("olleh");
            playground.identity().inject(Fault.of(Kind.KEY_ROTATION));
            assertThat(reversed(agent)).contains("olleh");
        }
        try (Agent another = agent()) {
            assertThat(reversed(another)).contains("olleh");
        }
    }

    @Test
    void aSignInWhoseKeyIsGoneIsRenewedSilentlyForTheExchange() {
        try (Agent agent = agent()) {
            agent.login("profile");
            playground.identity().inject(Fault.of(Kind.KEY_ROTATION));
            playground.identity().inject(Fault.of(Kind.KEY_ROTATION));

            assertThat(info(agent)).contains("alice@playground.example");

            assertThat(alice.failures).isEmpty();
            assertThat(alice.opened).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"CLOCK_SKEW", "WRONG_ISSUER"})
    void aTokenThatTheServerCannotTakeIsReplacedOnce(Kind fault) {
        playground.identity().inject(Fault.of(fault).times(1).lasting(Duration.ofMinutes(30)));
        try (Agent agent = agent()) {
            assertThat(reversed(agent)).contains("olleh");
            assertThat(tokens()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"CLOCK_SKEW", "WRONG_ISSUER"})
    void tokensThatTheServerNeverTakesAreReportedAndNotAskedForEndlessly(Kind fault) {
        playground.identity().inject(Fault.of(fault).lasting(Duration.ofMinutes(30)));
        try (Agent agent = agent()) {
            Throwable failure = catchThrowable(() -> reversed(agent));

            assertThat(failure).isInstanceOf(AgentException.class)
                    .hasMessageContaining("'reverse'")
                    .hasMessageContaining("401")
                    .hasMessageContaining("that the server trusts the issuer, and that their clocks agree");
            assertThat(tokens()).isEqualTo(2);
        }
    }
}
