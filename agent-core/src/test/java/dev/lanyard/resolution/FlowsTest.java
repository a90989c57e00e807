package dev.lanyard.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each flow works in the playground by what its {@code flows.json} says and nothing else. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlowsTest {
    private static Playground playground;
    private static Agent agent;
    private static LoadedConfig loaded;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        playground = Playground.start(PlaygroundOptions.usual().withStepDelay(Duration.ZERO).withFlows());
        loaded = new ConfigLoader(Map.of(), ConfigLocations.of(home, UserFolders.of(Map.of(), "Linux", home))
                .withConfigFile(playground.config().resolveSibling("flows.json"))).load();
        agent = Agent.builder(loaded.config())
                .environment(loaded.environment())
                .interaction(new PageWalker("alice"))
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .build();
    }

    @AfterAll
    static void stop() {
        agent.close();
        playground.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "none|current_time|{}|20",
            "key|secure_echo|{\"message\":\"hello\"}|hello",
            "secret|reverse_tool|{\"query\":\"hello\"}|olleh",
            "certificate-pem|reverse_tool|{\"query\":\"hello\"}|olleh",
            "certificate-pfx|reverse_tool|{\"query\":\"hello\"}|olleh",
            "federated|reverse_tool|{\"query\":\"hello\"}|olleh",
            "managed-identity|reverse_tool|{\"query\":\"hello\"}|olleh",
            "user|get_user_name|{}|Alice Example",
            "on-behalf-of|get_user_name|{}|Alice Example",
            "oauth|get_user_expenses|{}|Train to Berlin"})
    void works(String server, String tool, String arguments, String answer) {
        if (answer.contains(" ")) {
            agent.login(server);
        }

        assertThat(agent.call(server, tool, arguments, new Turn()).orElseThrow().toString()).contains(answer);
    }

    @Test
    void allStandInTheTableAbove() {
        assertThat(loaded.config().servers()).containsOnlyKeys("none", "key", "secret", "certificate-pem",
                "certificate-pfx", "federated", "managed-identity", "user", "on-behalf-of", "oauth");
    }

    @Test
    void keysBelongToTheOwnerAlone() throws IOException {
        for (String name : new String[]{"agent.pem", "agent.pfx", "assertion.jwt", "flows.json"}) {
            Path file = playground.config().resolveSibling(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(name)
                    .isEqualTo("rw-------");
        }
    }

    /** Keys cost time, which a chat's start does not have. */
    @Test
    void areThereOnlyForWhoAsks() throws IOException {
        try (Playground usual = Playground.start(PlaygroundOptions.usual());
                var files = Files.list(Objects.requireNonNull(usual.config().getParent()))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("mcp.json", ".env",
                    "ca.pem");
        }
    }
}
