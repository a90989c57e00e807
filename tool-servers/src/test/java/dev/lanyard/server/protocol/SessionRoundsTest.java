package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MCP 2025-11-25, Transports and Elicitation: a tool asks on the stream of its call, over real HTTP. */
class SessionRoundsTest {
    private static final String PAY = McpWire.request("5", "tools/call",
            "{\"name\":\"pay\",\"arguments\":{\"to\":\"bob\"}}");

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Authenticator byHeader = exchange -> new Caller(Caller.Kind.API_KEY,
                exchange.header("x-user").orElse("alice"), "test", Set.of());
        McpEndpointBuilder builder = McpEndpoint.builder(new ServerInfo("test", "Test", "1"), byHeader,
                Offerings.fixed().logging().tools(TestTools.asking(List.of())));
        McpEndpoint endpoint = builder.build();
        McpEndpoint hasty = builder.patience(Duration.ofMillis(1)).build();
        server = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/mcp", endpoint).with("/hasty", hasty));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private McpWire session(String path, String user, String capabilities) throws Exception {
        McpWire wire = new McpWire(server.origin().resolve(path)).with("x-user", user);
        String initialize = McpWire.initialize("2025-11-25")
                .replace("\"capabilities\":{}",
                        "\"capabilities\":" + capabilities);
        return wire.with("Mcp-Session-Id",
                wire.send(initialize).headers().firstValue("Mcp-Session-Id").orElseThrow());
    }

    private Listener pay(McpWire session, String path) throws Exception {
        return Listener.posting(session.headers(), server.origin().resolve(path), PAY);
    }

    private static String answer(JsonNode question, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id") + "," + result + "}";
    }

    @Test
    void asksOnTheStreamOfTheCallAndGoesOnWithTheAnswer() throws Exception {
        McpWire session = session("/mcp", "alice", "{\"elicitation\":{}}");
        try (Listener call = pay(session, "/mcp")) {
            JsonNode question = call.next();
            String answer = answer(question, "\"result\":{\"action\":\"accept\",\"content\":{\"ok\":true}}");

            assertThat(question.path("method").textValue()).isEqualTo("elicitation/create");
            assertThat(session.send(answer).statusCode()).isEqualTo(202);
            assertThat(call.next().path("result").path("content").path(0).path("text").textValue())
                    .isEqualTo("accept: bob");
            assertThat(session.send(answer).statusCode()).isEqualTo(400);
        }
    }

    /** C21. Ids of questions are easily guessed; an answer counts only in the session that was asked. */
    @Test
    void c21TakesAnswersOnlyFromTheSessionThatWasAsked() throws Exception {
        McpWire session = session("/mcp", "alice", "{\"elicitation\":{}}");
        try (Listener call = pay(session, "/mcp")) {
            JsonNode question = call.next();
            String accept = answer(question, "\"result\":{\"action\":\"accept\",\"content\":{\"ok\":true}}");

            assertThat(session("/mcp", "mallory", "{}").send(accept).statusCode()).isEqualTo(400);
            assertThat(session("/mcp", "alice", "{}").send(accept).statusCode()).isEqualTo(400);
            assertThat(session.send(answer(question, "\"result\":{\"action\":\"decline\"}")).statusCode())
                    .isEqualTo(202);
            assertThat(call.next().path("result").path("content").path(0).path("text").textValue())
                    .isEqualTo("decline: bob");
        }
    }

    @Test
    void failsTheCallWhenTheClientFailsToAnswer() throws Exception {
        McpWire session = session("/mcp", "alice", "{\"elicitation\":{}}");
        try (Listener call = pay(session, "/mcp")) {
            session.send(answer(call.next(), "\"error\":{\"code\":-32601,\"message\":\"no\"}"));

            assertThat(call.next().path("error").path("message").textValue())
                    .isEqualTo("The client failed to answer elicitation/create: error -32601.");
        }
    }

    @Test
    void givesUpOnAClientThatDoesNotAnswer() throws Exception {
        try (Listener call = pay(session("/hasty", "alice", "{\"elicitation\":{}}"), "/hasty")) {
            call.next();

            assertThat(call.next().path("error").path("message").textValue())
                    .isEqualTo("The client did not answer elicitation/create in time.");
        }
    }

    @Test
    void refusesToAskWhatTheClientDoesNotOffer() throws Exception {
        JsonNode answer = McpWire.json(session("/mcp", "alice", "{\"sampling\":{}}").send(PAY).body());

        assertThat(answer.path("error").path("code").intValue()).isEqualTo(-32021);
    }

    /** Cancellation reaches a call that waits for an answer. */
    @Test
    void cancelsACallThatWaitsForAnAnswer() throws Exception {
        McpWire session = session("/mcp", "alice", "{\"elicitation\":{}}");
        try (Listener call = pay(session, "/mcp")) {
            call.next();
            session.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}");

            assertThat(call.ended()).isTrue();
        }
    }

    /** Logging: a level is that of one session; until it is set, info. */
    @Test
    void keepsTheLogLevelOfEachSessionApart() throws Exception {
        McpWire quiet = session("/mcp", "alice", "{}");
        McpWire other = session("/mcp", "alice", "{}");
        String chat = McpWire.request("1", "tools/call", "{\"name\":\"chat\"}");

        assertThat(quiet.ask("logging/setLevel", "{\"level\":\"error\"}").path("result")).isEmpty();
        assertThat(quiet.ask("logging/setLevel", "{\"level\":\"loud\"}").path("error").path("code").intValue())
                .isEqualTo(-32602);
        assertThat(quiet.send(chat).body()).doesNotContain("notifications/message");
        assertThat(other.send(chat).body()).contains("notifications/message", "hello");
    }
}
