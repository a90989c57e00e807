package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.ToolOutcome;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

/** A token that ends is replaced without a failure, whichever side notices first. */
class ExpiredTokenIT {
    @TempDir
    Path folder = Path.of("");

    private Agent agent(Playground playground, Clock clock, List<AgentEvent> events) {
        LoadedConfig loaded = new ConfigLoader(Map.of(), ConfigLocations.of(folder, new UserFolders(folder, folder))
                .withConfigFile(playground.config())).load();
        return Agent.builder(loaded.config())
                .environment(loaded.environment())
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .listener(events::add)
                .clock(clock)
                .build();
    }

    private static ToolResult reverse(Agent agent) {
        return agent.call("reverse", "reverse_tool", "{\"query\":\"hello\"}", new Turn()).orElseThrow();
    }

    private static PlaygroundOptions options(Clock clock) {
        return PlaygroundOptions.usual()
                .withStepDelay(Duration.ZERO)
                .withTokenLifetime(Duration.ofMinutes(10))
                .withClockSkew(Duration.ZERO)
                .withClock(clock);
    }

    @Test
    void isRenewedBeforeItEndsWhereTheAgentKnowsTheTime() throws IOException {
        MutableClock clock = MutableClock.of(Clock.systemUTC().instant(), ZoneOffset.UTC);
        List<AgentEvent> events = new CopyOnWriteArrayList<>();
        try (Playground playground = Playground.start(options(clock)); Agent agent = agent(playground, clock, events)) {
            assertThat(reverse(agent).outcome()).isEqualTo(ToolOutcome.SUCCEEDED);
            // Not past the end: MSAL reads the system's clock, which stands still here, and would call the next token old.
            clock.add(Duration.ofMinutes(10).minusSeconds(15));

            assertThat(reverse(agent).outcome()).isEqualTo(ToolOutcome.SUCCEEDED);
            assertThat(playground.tokenRequests()).isEqualTo(2);
            assertThat(events).noneMatch(AgentEvent.CredentialChallenged.class::isInstance);
        }
    }

    @Test
    void isReplacedOnceForAllCallsThatTheServerRefused() throws Exception {
        MutableClock servers = MutableClock.of(Clock.systemUTC().instant(), ZoneOffset.UTC);
        List<AgentEvent> events = new CopyOnWriteArrayList<>();
        try (Playground playground = Playground.start(options(servers));
                Agent agent = agent(playground, Clock.fixed(servers.instant(), ZoneOffset.UTC), events);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(reverse(agent).outcome()).isEqualTo(ToolOutcome.SUCCEEDED);
            servers.add(Duration.ofMinutes(11));

            List<Future<ToolResult>> calls = java.util.stream.IntStream.range(0, 16)
                    .mapToObj(unused -> threads.submit(() -> reverse(agent)))
                    .toList();
            for (Future<ToolResult> call : calls) {
                assertThat(call.get().outcome()).isEqualTo(ToolOutcome.SUCCEEDED);
            }
            assertThat(playground.tokenRequests()).isEqualTo(2);
            assertThat(events).anyMatch(AgentEvent.CredentialChallenged.class::isInstance);
        }
    }
}
