package dev.lanyard.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
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

    private String info() {
        return agent.call("profile", "get_user_info", "{}", new Turn()).map(ToolResult::text).orElseThrow();
    }
}
