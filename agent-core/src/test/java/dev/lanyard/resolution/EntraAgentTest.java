package dev.lanyard.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.ModelConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.UserFolders;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server's {@code insufficient_claims} in the middle of a call: the user does what is demanded, and the call goes on. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraAgentTest {
    private final PageWalker alice = new PageWalker("alice");
    private final List<AgentEvent> events = Collections.synchronizedList(new ArrayList<>());
    private Playground playground;
    private Agent agent;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        playground = Playground.start(PlaygroundOptions.usual());
        LoadedConfig loaded = new ConfigLoader(Map.of(),
                ConfigLocations.of(home, UserFolders.of(Map.of(), "Linux", home)).withConfigFile(playground.config()))
                .load();
        agent = Agent.builder(loaded.config())
                .environment(loaded.environment())
                .interaction(alice)
                .listener(events::add)
                .model(ModelConfig.compatible(playground.model(), SecretRef.Env.of(playground.modelKeyVariable()),
                        "scripted"))
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .build();
    }

    @AfterEach
    void stop() {
        agent.close();
        playground.close();
    }

    @Test
    void aRevokedSessionIsSignedInToAnewAndTheCallCompletes() {
        agent.login("profile");
        playground.identity().inject(Fault.of(Fault.Kind.CLAIMS_CHALLENGE));

        assertThat(info()).contains("alice@playground.example");

        assertThat(alice.failures).isEmpty();
        assertThat(alice.opened).hasSize(2);
        assertThat(alice.opened.getLast().toString()).contains("nbf", "xms_cc");
    }

    @Test
    void aSecondFactorForTheServersOwnServerIsAskedForAndTheCallCompletes() {
        agent.login("profile");
        playground.identity().inject(Fault.of(Fault.Kind.MFA_REQUIRED).at("https://graph.microsoft.com"));

        assertThat(info()).contains("alice@playground.example");

        assertThat(alice.failures).isEmpty();
        assertThat(alice.opened).hasSize(2);
        assertThat(alice.opened.getLast().toString()).contains("capolids", "xms_cc");
    }

    /** What a person sees of it, in order: the call is held up, the sign-in is explained, and the same call completes. */
    @Test
    void inMidChatTheSameCallIsExplainedSignedInForAndCompletes() {
        agent.login("profile");
        agent.connect(Duration.ofSeconds(30));
        assertThat(agent.chat("echo hi").answer()).contains("Echo: hi");
        events.clear();
        playground.identity().inject(Fault.of(Fault.Kind.MFA_REQUIRED).at("https://graph.microsoft.com"));

        String answer = agent.chat("call get_user_info {}").answer();

        assertThat(answer).contains("alice@playground.example");
        assertThat(alice.asked.getLast().server()).isEqualTo("profile");
        assertThat(alice.asked.getLast().reason()).isEqualTo("Conditional Access asks for it.");
        assertThat(events).filteredOn(AgentEvent.ToolCallStarted.class::isInstance).hasSize(1);
        assertThat(events.stream().map(EntraAgentTest::word).filter(word -> !word.isEmpty())).containsExactly(
                "started", "challenged 401 insufficient_claims", "acquired SIGN_IN", "acquired ON_BEHALF_OF",
                "finished SUCCEEDED");
    }

    private static String word(AgentEvent event) {
        return switch (event) {
            case AgentEvent.ToolCallStarted unused -> "started";
            case AgentEvent.CredentialChallenged challenged ->
                "challenged " + challenged.status() + " " + challenged.reason();
            case AgentEvent.CredentialAcquired acquired -> "acquired " + acquired.kind();
            case AgentEvent.ToolCallFinished finished -> "finished " + finished.outcome();
            default -> "";
        };
    }

    private String info() {
        return agent.call("profile", "get_user_info", "{}", new Turn()).map(ToolResult::text).orElseThrow();
    }
}
