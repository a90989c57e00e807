package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.assistant.Turn;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.LogLevel;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MCP 2025-11-25 and 2026-07-28, Logging. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentLogTest {
    private static final String NEWS = """
                                       {"jsonrpc":"2.0","method":"notifications/message",\
                                       "params":{"level":"warning","logger":"db","data":{"lost":3}}}""";

    private final ConcurrentLinkedQueue<AgentEvent> logged = new ConcurrentLinkedQueue<>();

    private Agent agent(FakeServer server) {
        server.on("tools/call", (request, exchange) -> exchange.stream()
                .event(NEWS)
                .event(exchange.message("\"result\":{\"content\":[]}")))
                .result("logging/setLevel", "{}");
        Agent agent = Agent.builder(TestAgents.nothing().withServer(TestAgents.open("s", server)))
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .listener(event -> {
                    if (event instanceof AgentEvent.ServerLogged) {
                        logged.add(event);
                    }
                })
                .build();
        agent.connect(Duration.ofSeconds(30));
        return agent;
    }

    @Test
    void whatAServerLogsIsHeardAndItsLevelSet() throws IOException {
        try (FakeServer server = FakeServer.start()) {
            server.result("initialize",
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{},\"logging\":{}}}")
                    .result("tools/list", "{\"tools\":[{\"name\":\"t\",\"inputSchema\":{}}]}");
            try (Agent agent = agent(server)) {
                agent.logLevel("s", LogLevel.WARNING);
                assertThat(agent.call("s", "t", "{}", new Turn())).isPresent();
            }

            assertThat(server.received("logging/setLevel").getFirst().json().path("params"))
                    .hasToString("{\"level\":\"warning\"}");
            assertThat(logged)
                    .containsExactly(new AgentEvent.ServerLogged("s", LogLevel.WARNING, "db", "{\"lost\":3}"));
        }
    }

    @Test
    void inTheStatelessEraTheLevelTravelsWithEachRequest() throws IOException {
        try (FakeServer server = FakeServer.start()) {
            server.result("server/discover",
                    "{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{},\"logging\":{}}}")
                    .result("tools/list", "{\"tools\":[{\"name\":\"t\",\"inputSchema\":{}}]}");
            try (Agent agent = agent(server)) {
                agent.logLevel("s", LogLevel.ERROR);
                assertThat(agent.call("s", "t", "{}", new Turn())).isPresent();
            }

            assertThat(server.received("logging/setLevel")).isEmpty();
            assertThat(server.received("tools/call")
                    .getFirst()
                    .json()
                    .at("/params/_meta")
                    .path("io.modelcontextprotocol/logLevel")
                    .asText()).isEqualTo("error");
            assertThat(logged).hasSize(1);
        }
    }
}
