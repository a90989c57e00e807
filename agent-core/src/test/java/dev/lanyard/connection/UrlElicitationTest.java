package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.credential.Credential;
import dev.lanyard.server.auth.AnonymousAuthenticator;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.protocol.Ask;
import dev.lanyard.server.protocol.Content;
import dev.lanyard.server.protocol.Elicited;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.Outcome;
import dev.lanyard.server.protocol.Tool;
import dev.lanyard.server.protocol.ToolAnnotations;
import dev.lanyard.server.protocol.ToolCall;
import dev.lanyard.server.protocol.ToolResult;
import dev.lanyard.transport.Limits;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.TestSessions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MCP 2025-11-25, Elicitation, URL mode (SEP-1036), and what 2026-07-28 made of it: our client and our server. */
class UrlElicitationTest {
    private static final URI PAGE = URI.create("https://files.example/connect");

    private final BlockingQueue<Elicitation> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Elicitation.Url> done = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Tool visit = Tool.interactive("visit", "visit", "Has its user connect files.", "{\"type\":\"object\"}",
                ToolAnnotations.PURE, UrlElicitationTest::visit);
        McpEndpoint endpoint = McpEndpoint.builder(new dev.lanyard.server.protocol.ServerInfo("test", "Test", "1"),
                new AnonymousAuthenticator(), List.of(visit)).build();
        server = HttpServer.start(HttpOptions.onPort(0), origin -> Routes.none()
                .with("/both", endpoint)
                .with("/older", exchange -> older(endpoint, exchange)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Outcome<ToolResult> visit(ToolCall call) {
        Ask.Url connect = new Ask.Url("connect", "id-1", "Connect your files.", PAGE);
        Optional<Elicited> answer = call.answer(connect);
        if (answer.isEmpty() || call.state().isEmpty()) {
            return Outcome.needs("asked", connect);
        }
        call.completed(connect);
        return Outcome.done(ToolResult.of(Content.text(answer.get().actionName())));
    }

    /** A server that knows nothing of 2026-07-28. */
    private static void older(McpEndpoint endpoint, HttpExchange exchange) throws IOException {
        if (exchange.header("MCP-Protocol-Version").filter("2026-07-28"::equals).isPresent()) {
            exchange.respond(400, Map.of(), new byte[0]);
        } else {
            endpoint.handle(exchange);
        }
    }

    private McpSession session(String path) {
        Elicitor elicitor = new Elicitor() {
            @Override
            public ElicitationAnswer ask(Elicitation elicitation) {
                asked.add(elicitation);
                return new ElicitationAnswer.Accepted(JsonNodeFactory.instance.objectNode());
            }

            @Override
            public void completed(Elicitation.Url url) {
                done.add(url);
            }
        };
        return TestSessions.factory(Limits.STANDARD)
                .session("test", server.origin().resolve(path), TestSessions.fixed(new Credential.None()),
                        (method, params) -> {}, Map.of("elicitation/create", new ElicitationHandler("test", elicitor)));
    }

    private static String text(JsonNode result) {
        return result.path("content").path(0).path("text").asText();
    }

    @Test
    void goesWhereAServerOfASessionAsksAndHearsThatItIsDone() throws Exception {
        Elicitation.Url expected = new Elicitation.Url("test", "Connect your files.", PAGE, "id-1");
        try (McpSession session = session("/older")) {
            assertThat(session.open(TestSessions.patient()).revision()).isEqualTo("2025-11-25");
            assertThat(text(session.request("tools/call", TestSessions.params().put("name", "visit"),
                    TestSessions.patient()))).isEqualTo("accept");
        }
        assertThat(asked).containsExactly(expected);
        assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo(expected);
    }

    @Test
    void goesWhereAServerWithoutSessionAsks() {
        try (McpSession session = session("/both")) {
            assertThat(session.open(TestSessions.patient()).revision()).isEqualTo("2026-07-28");
            assertThat(text(session.request("tools/call", TestSessions.params().put("name", "visit"),
                    TestSessions.patient()))).isEqualTo("accept");
        }
        assertThat(asked).containsExactly(new Elicitation.Url("test", "Connect your files.", PAGE));
        assertThat(done).isEmpty();
    }
}
