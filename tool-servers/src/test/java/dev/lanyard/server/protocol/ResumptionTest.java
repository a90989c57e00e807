package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2025-11-25, Transports, resumability and redelivery (SEP-1699), over real HTTP. */
class ResumptionTest {
    private static final int MANY = 40;

    private final Semaphore step = new Semaphore(0);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Authenticator byHeader = exchange -> new Caller(Caller.Kind.API_KEY,
                exchange.header("x-user").orElse("alice"), "test", Set.of());
        McpEndpointBuilder builder = McpEndpoint.builder(new ServerInfo("test", "Test", "1"), byHeader,
                Offerings.fixed()
                        .logging()
                        .tools(List.of(tool("walk", this::walk), tool("sleep", this::sleep),
                                tool("shout", this::shout))));
        McpEndpoint endpoint = builder.build();
        McpEndpoint forgetful = builder.resumeTime(Duration.ZERO).build();
        server = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/mcp", endpoint).with("/forgetful", forgetful));
    }

    @AfterEach
    void stop() {
        step.release(1_000);
        server.close();
    }

    private static Tool tool(String name, ToolHandler handler) {
        return Tool.interactive(name, name, "A tool for tests.", TestTools.ANY, ToolAnnotations.PURE,
                InteractiveToolHandler.of(handler));
    }

    private ToolResult walk(ToolCall call) throws InterruptedException {
        for (int done = 1; done <= 3; done++) {
            call.progress(done, 3, "step");
            step.acquire();
        }
        return ToolResult.of(Content.text("walked"));
    }

    private ToolResult sleep(ToolCall call) throws InterruptedException {
        call.hangUp(Duration.ofMillis(7));
        step.acquire();
        return ToolResult.of(Content.text("slept"));
    }

    private ToolResult shout(ToolCall call) {
        for (int line = 0; line < MANY; line++) {
            call.log(LogLevel.INFO, "x".repeat(10_000));
        }
        return ToolResult.of(Content.text("shouted"));
    }

    private URI endpoint() {
        return server.origin().resolve("/mcp");
    }

    private McpWire session(String path, String user) throws Exception {
        return new McpWire(server.origin().resolve(path)).with("x-user", user).initialized();
    }

    private Listener call(McpWire session, String tool) throws Exception {
        return Listener.posting(session.headers(), endpoint(), body(tool));
    }

    private static String body(String tool) {
        return McpWire.request("5", "tools/call",
                "{\"name\":\"" + tool + "\",\"arguments\":{},\"_meta\":{\"progressToken\":1}}");
    }

    private Listener back(McpWire session, String lastEventId) throws Exception {
        return back(session, "/mcp", lastEventId);
    }

    private Listener back(McpWire session, String path, String lastEventId) throws Exception {
        Map<String, String> headers = new HashMap<>(session.headers());
        headers.put("Last-Event-ID", lastEventId);
        return Listener.of(headers, server.origin().resolve(path));
    }

    private static String text(JsonNode answer) {
        return answer.path("result").path("content").path(0).path("text").asText();
    }

    private static int done(JsonNode progress) {
        return progress.path("params").path("progress").intValue();
    }

    @Test
    void deliversWhatAClientMissedWhenItComesBack() throws Exception {
        McpWire session = session("/mcp", "alice");
        String lastId;
        try (Listener cut = call(session, "walk")) {
            assertThat(done(cut.next())).isEqualTo(1);
            lastId = cut.lastId();
        }
        step.release();
        try (Listener resumed = back(session, lastId)) {
            assertThat(done(resumed.next())).isEqualTo(2);
            step.release(2);
            assertThat(done(resumed.next())).isEqualTo(3);
            assertThat(text(resumed.next())).isEqualTo("walked");
            assertThat(resumed.ended()).isTrue();
        }
    }

    /** A client does not know whether it has everything; what it has is not sent again. */
    @Test
    void deliversAgainFromWhereverTheClientIs() throws Exception {
        McpWire session = session("/mcp", "alice");
        step.release(3);
        String first;
        String last;
        try (Listener call = call(session, "walk")) {
            call.next();
            first = call.lastId();
            call.next();
            call.next();
            call.next();
            last = call.lastId();
        }
        try (Listener resumed = back(session, first); Listener nothing = back(session, last)) {
            assertThat(List.of(done(resumed.next()), done(resumed.next()), done(resumed.next()))).containsExactly(2, 3,
                    0);
            assertThat(nothing.ended()).isTrue();
        }
    }

    /** Sending messages: the first event has an id and no data; a server that closes says when to come back. */
    @Test
    void letsAClientGoAndAnswersWhenItComesBack() throws Exception {
        McpWire session = session("/mcp", "alice");
        String stream = session.send(body("sleep")).body();
        String id = stream.lines().findFirst().orElseThrow().substring("id: ".length());

        assertThat(stream).isEqualTo("id: " + id + "\nretry: 1000\ndata: \n\nretry: 7\n\n");
        try (Listener resumed = back(session, id)) {
            step.release();
            assertThat(text(resumed.next())).isEqualTo("slept");
        }
    }

    /** A call that hung up is cancelled as any other. */
    @Test
    void cancelsACallThatHungUp() throws Exception {
        McpWire session = session("/mcp", "alice");
        String id = session.send(body("sleep")).body().lines().findFirst().orElseThrow().substring("id: ".length());
        try (Listener resumed = back(session, id)) {
            session.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}");

            assertThat(resumed.ended()).isTrue();
        }
        try (Listener again = back(session, id)) {
            assertThat(again.status()).isEqualTo(410);
        }
    }

    @Test
    void aClientThatComesBackTwiceIsServedWhereItCameLast() throws Exception {
        McpWire session = session("/mcp", "alice");
        try (Listener call = call(session, "walk")) {
            call.next();
            try (Listener first = back(session, call.lastId()); Listener second = back(session, call.lastId())) {
                assertThat(first.ended()).isTrue();
                step.release(3);
                assertThat(done(second.next())).isEqualTo(2);
            }
        }
    }

    /** Transports: never the messages of another stream; a session is its user's, a stream its session's. */
    @Test
    void tellsNobodyElse() throws Exception {
        McpWire session = session("/mcp", "alice");
        try (Listener call = call(session, "walk")) {
            call.next();
            try (Listener otherSession = back(session("/mcp", "alice"), call.lastId());
                    Listener otherUser = back(session("/mcp", "mallory"), call.lastId());
                    Listener stolen = back(session.with("x-user", "mallory"), call.lastId())) {
                assertThat(List.of(otherSession.status(), otherUser.status(), stolen.status())).containsExactly(410,
                        410, 404);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "x-1", "a-b-c", "-1", "99999999999999999999-1"})
    void refusesIdsThatItDidNotGive(String id) throws Exception {
        try (Listener unknown = back(session("/mcp", "alice"), id)) {
            assertThat(unknown.status()).isEqualTo(410);
        }
    }

    /** Bounded in bytes: the client that stays gets everything; the one that comes back is told that it cannot. */
    @Test
    void keepsOnlySoMuchOfAStream() throws Exception {
        McpWire session = session("/mcp", "alice");
        try (Listener call = call(session, "shout")) {
            for (int line = 0; line < MANY; line++) {
                assertThat(call.next().path("method").textValue()).isEqualTo("notifications/message");
            }
            assertThat(text(call.next())).isEqualTo("shouted");
            try (Listener late = back(session, call.lastId())) {
                assertThat(late.status()).isEqualTo(410);
            }
        }
    }

    /** Bounded in time, and by the session. */
    @Test
    void forgetsStreamsThatHaveEnded() throws Exception {
        step.release(6);
        McpWire brief = session("/forgetful", "alice");
        McpWire ended = session("/mcp", "alice");
        String forgotten = idOfTheFirst(brief, "/forgetful");
        String kept = idOfTheFirst(ended, "/mcp");
        try (Listener late = back(brief, "/forgetful", forgotten); Listener soon = back(ended, "/mcp", kept)) {
            assertThat(List.of(late.status(), soon.status())).containsExactly(410, 200);
        }
        ended.send("DELETE", "");
        try (Listener over = back(ended, "/mcp", kept)) {
            assertThat(over.status()).isEqualTo(404);
        }
    }

    private String idOfTheFirst(McpWire session, String path) throws Exception {
        try (Listener call = Listener.posting(session.headers(), server.origin().resolve(path), body("walk"))) {
            call.next();
            String id = call.lastId();
            assertThat(call.ended()).isFalse();
            return id;
        }
    }

    /** An event without data is more than clients of older revisions know of. */
    @Test
    void primesNoClientOfAnOlderRevision() throws Exception {
        McpWire wire = new McpWire(endpoint());
        McpWire older = wire.with("Mcp-Session-Id", wire.send(McpWire.initialize("2025-06-18"))
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow());
        step.release(4);

        assertThat(older.send(body("walk")).body()).startsWith("id: ").contains("-1\ndata: {").doesNotContain("retry");
        assertThat(text(McpWire.json(older.send(body("sleep")).body()))).isEqualTo("slept");
    }
}
