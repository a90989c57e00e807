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

    private static Agent asking(FakeServer server) {
        return Agent.builder(TestAgents.nothing().withServer(TestAgents.open("s", server)))
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .logLevel(LogLevel.INFO)
                .build();
    }

    @Test
    void aServerThatLogsIsAskedToBeforeItsToolsAreListed() throws IOException {
        try (FakeServer server = FakeServer.start()) {
            server.result("initialize",
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{},\"logging\":{}}}")
                    .result("logging/setLevel", "{}")
                    .on("tools/list", (request, exchange) -> {
                        assertThat(server.received("logging/setLevel")).hasSize(1);
                        exchange.result("{\"tools\":[]}");
                    });
            try (Agent agent = asking(server)) {
                assertThat(agent.connections().get("s").tools()).isEmpty();
            }

            assertThat(server.received("logging/setLevel").getFirst().json().path("params"))
                    .hasToString("{\"level\":\"info\"}");
        }
    }

    @Test
    void aServerThatRefusesALevelIsUsedAllTheSame() throws IOException {
        try (FakeServer server = FakeServer.start()) {
            server.result("initialize",
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{},\"logging\":{}}}")
                    .result("tools/list", "{\"tools\":[{\"name\":\"t\",\"inputSchema\":{}}]}")
                    .on("logging/setLevel", (request, exchange) -> exchange.json(200,
                            exchange.message("\"error\":{\"code\":-32602,\"message\":\"no\"}")));
            try (Agent agent = asking(server)) {
                assertThat(agent.connections().get("s").tools()).hasSize(1);
            }

            assertThat(server.received("logging/setLevel")).hasSize(1);
        }
    }

    @Test
    void aServerThatDoesNotLogIsNotAsked() throws IOException {
        try (FakeServer server = FakeServer.start()) {
            server.result("initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}}}")
                    .result("tools/list", "{\"tools\":[]}");
            try (Agent agent = asking(server)) {
                assertThat(agent.connections().get("s").tools()).isEmpty();
            }

            assertThat(server.received("logging/setLevel")).isEmpty();
        }
    }
}
