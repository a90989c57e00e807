package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.assistant.Turn;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.LogLevel;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolResult;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that repeats what it was shown shows it to nobody: no model, event, message or log (SECURITY A32, B08, E06). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EchoedSecretTest {
    private static final String HEADER = "canary-header/+1";
    private static final String QUERY = "canary query&2";
    private static final String BEARER = "canary-bearer-3";

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Logger log = Logger.getLogger("dev.lanyard");
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            said.add("log: " + entry.getMessage() + " " + List.of(entry.getParameters() == null
                    ? new Object[0]
                    : entry.getParameters()) + (entry.getThrown() == null ? "" : printed(entry.getThrown())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        log.setLevel(Level.ALL);
        log.addHandler(ear);
        server = FakeServer.start();
        server.on("initialize", (request, exchange) -> exchange.result(
                """
                {"protocolVersion":"2025-11-25","capabilities":{"tools":{},"logging":{}},\
                "serverInfo":{"name":"fake","version":"1"},"instructions":"You are %s"}""".formatted(echo(request))))
                .on("tools/list", (request, exchange) -> exchange.result(
                        "{\"tools\":[{\"name\":\"t\",\"description\":\"for %s\",\"inputSchema\":{\"type\":\"object\"}}]}"
                                .formatted(echo(request))));
    }

    @AfterEach
    void stop() throws IOException {
        log.removeHandler(ear);
        log.setLevel(null);
        server.close();
    }

    /** Returns all that a request shows, with the escapes that some servers write. */
    private static String echo(FakeServer.Received request) {
        return (request.header("X-Api-Key").replace("/", "\\/").replace("+", "\\u002b") + " "
                + request.header("Authorization") + " " + request.target() + " " + QUERY);
    }

    private Agent agent() {
        AgentConfig config = TestAgents.nothing()
                .withServer(new ServerConfig.Http("s", server.url(), Map.of("q", SecretRef.Literal.of(QUERY)),
                        Map.of("Authorization", SecretRef.Literal.of("Bearer " + BEARER), "X-Region",
                                SecretRef.Literal.of("northern-europe")),
                        new AuthConfig.Key(SecretRef.Literal.of(HEADER),
                                new AuthConfig.Placement.Header("X-Api-Key")),
                        false));
        Agent agent = Agent.builder(config)
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .listener(event -> said.add(event.toString()))
                .build();
        agent.connect(Duration.ofSeconds(30));
        return agent;
    }

    private void callAndCollect(Agent agent) {
        said.add(agent.connections().get("s").state().toString());
        try {
            ToolResult result = agent.call("s", "t", "{}", new Turn()).orElseThrow();
            said.add(result.toString());
            if (result.failure() != null) {
                said.add(printed(result.failure()));
            }
        } catch (AgentException e) {
            said.add(printed(e));
        }
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void assertNothingIsShown() {
        assertThat(said).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain("canary"));
    }

    @Test
    void a32whatAServerRepeatsOfItsKeyReachesNobody() {
        server.result("logging/setLevel", "{}").on("tools/call", (request, exchange) -> {
            String echo = echo(request);
            exchange.stream()
                    .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"error\","
                            + "\"data\":{\"" + echo + "\":[\"" + echo + "\"]}}}")
                    .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                            + request.json().at("/params/_meta/progressToken") + ",\"progress\":1,\"message\":\"" + echo
                            + "\"}}")
                    .event(exchange.message("\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"got " + echo
                            + "\"}],\"structuredContent\":{\"headers\":{\"k\":\"" + echo + "\"}}}"));
        });
        try (Agent agent = agent()) {
            agent.logLevel("s", LogLevel.DEBUG);
            callAndCollect(agent);
            said.add(agent.tools().tools().toString());
        }

        assertThat(server.received("tools/call")).singleElement().satisfies(request -> {
            assertThat(request.header("X-Api-Key")).isEqualTo(HEADER);
            assertThat(request.header("Referer")).isEmpty();
            assertThat(request.target()).isEqualTo("/mcp?q=canary+query%262");
        });
        assertThat(said).anyMatch(text -> text.contains("ServerLogged"))
                .anyMatch(text -> text.contains("ToolCallProgressed"))
                .anyMatch(text -> text.contains("got ‹secret› Bearer ‹secret› /mcp?q=‹secret› ‹secret›")
                        || text.contains("got ‹secret› ‹secret› /mcp?q=‹secret› ‹secret›"));
        assertNothingIsShown();
    }

    /** What a user wrote as it is, under a name that holds no credential, is the server's to talk about. */
    @Test
    void a32whatIsNoSecretIsLeftAsTheServerSaysIt() {
        server.on("tools/call", (request, exchange) -> exchange.result("{\"content\":[{\"type\":\"text\",\"text\":\"in "
                + request.header("X-Region") + "\"}]}"));
        try (Agent agent = agent()) {
            assertThat(agent.call("s", "t", "{}", new Turn()).orElseThrow().text()).isEqualTo("in northern-europe");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 429, 500, 302, 307})
    void a32noFailureShowsAKey(int status) {
        server.on("tools/call", (request, exchange) -> {
            String echo = echo(request);
            exchange.json(status, exchange.message("\"error\":{\"code\":-32000,\"message\":\"no " + echo
                    + "\",\"data\":{\"at\":\"" + echo + "\"}}"),
                    "Location: https://elsewhere.example" + request.target(),
                    "WWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"not "
                            + request.header("X-Api-Key") + " " + request.header("Authorization") + "\"");
        });
        try (Agent agent = agent()) {
            callAndCollect(agent);
        }

        assertThat(server.received("tools/call")).isNotEmpty();
        assertNothingIsShown();
    }
}
