package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.anonymous;
import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.credential.Credential;
import dev.lanyard.transport.FakeServer.Received;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2025-11-25, Lifecycle and Transports. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamableHttpSessionTest {
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
        server.result("tools/list", "{\"tools\":[]}");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void greetsOnceThenSendsVersionAndSessionWithEveryRequest() {
        McpSession session = anonymous(server);
        ServerInfo info = session.open(patient());
        session.open(patient());
        session.request("tools/list", params(), patient());
        session.close();

        assertThat(info.name()).isEqualTo("fake");
        assertThat(info.instructions()).isEqualTo("be kind");
        assertThat(server.received().stream().map(Received::rpc)).containsExactly("server/discover",
                "initialize", "notifications/initialized", "tools/list", "DELETE");
        Received greeting = server.received("initialize").getFirst();
        assertThat(greeting.json().at("/params/protocolVersion").asText()).isEqualTo("2025-11-25");
        assertThat(greeting.json().at("/params/clientInfo/name").asText()).isEqualTo("lanyard-test");
        assertThat(greeting.headers()).doesNotContainKeys("mcp-session-id", "mcp-protocol-version");
        assertThat(server.received().subList(2, 5)).allSatisfy(request -> {
            assertThat(request.header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
            assertThat(request.header("Mcp-Session-Id")).isEqualTo("session-1");
        });
        assertThat(server.received()).filteredOn(request -> request.method().equals("POST")).allSatisfy(request -> {
            assertThat(request.header("Accept")).contains("application/json").contains("text/event-stream");
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.json().path("jsonrpc").asText()).isEqualTo("2.0");
        });
    }

    @Test
    void greetsAServerThatTakesTheProbeForANotification() {
        server.on("server/discover", (request, exchange) -> exchange.status(202));

        assertThat(anonymous(server).open(patient()).revision()).isEqualTo("2025-11-25");
    }

    @Test
    void sendsNoDeleteWhereTheServerKeepsNoSession() {
        server.on("initialize",
                (request, exchange) -> exchange
                        .result("{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"serverInfo\":{}}"));
        McpSession session = anonymous(server);
        session.open(patient());
        session.request("tools/list", params(), patient());
        session.close();

        assertThat(server.received("DELETE")).isEmpty();
        Received list = server.received("tools/list").getFirst();
        assertThat(list.headers()).doesNotContainKey("mcp-session-id");
        assertThat(list.header("MCP-Protocol-Version")).isEqualTo("2025-06-18");
    }

    @Test
    void readsAbsentAndNullTextsAsEmpty() {
        server.on("initialize",
                (request, exchange) -> exchange.result("""
                                                       {"protocolVersion":"2025-11-25","capabilities":{},\
                                                       "serverInfo":{"name":null},"instructions":null}"""));

        ServerInfo info = anonymous(server).open(patient());

        assertThat(info.name()).isEmpty();
        assertThat(info.version()).isEmpty();
        assertThat(info.instructions()).isEmpty();
    }

    @Test
    void ignoresASessionIdThatIsNotVisibleAscii() {
        server.on("initialize", (request, exchange) -> exchange.json(200, exchange.message(
                "\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}"), "Mcp-Session-Id: a b"));
        McpSession session = anonymous(server);
        session.request("tools/list", params(), patient());

        assertThat(server.received("tools/list").getFirst().headers()).doesNotContainKey("mcp-session-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1999-01-01\"", "\"2026-07-28\"", "null", "5", "\"\"", "\"a\\u001b[2Jb\""})
    void refusesARevisionThatItDoesNotSpeak(String revision) {
        server.result("initialize", "{\"protocolVersion\":" + revision + ",\"capabilities\":{}}");

        assertThatThrownBy(() -> anonymous(server).open(patient()))
                .isInstanceOf(TransportException.ProtocolViolated.class)
                .hasMessageContaining("this client speaks 2025-11-25, 2025-06-18, 2025-03-26")
                .hasMessageNotContaining("\u001b");
        assertThat(server.received("notifications/initialized")).isEmpty();
    }

    @Test
    void saysWhatARevisionWas() {
        server.result("initialize", "{\"protocolVersion\":\"1999-01-01\",\"capabilities\":{}}");

        assertThatThrownBy(() -> anonymous(server).open(patient()))
                .hasMessage("Server 'test' broke the protocol: it speaks MCP revision '1999-01-01', this client speaks "
                        + "2025-11-25, 2025-06-18, 2025-03-26. Report this to whoever runs the server.");
    }

    @Test
    void readsAnAnswerFromAStreamAfterOtherMessages() {
        server.on("tools/list",
                (request, exchange) -> exchange.stream()
                        .event("")
                        .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}")
                        .event(exchange.message("\"result\":\n data: {\"x\":\"ż\"}").replace("\n ", "\n")));
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        McpSession session = TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()),
                        (method, news) -> heard.add(method), Map.of());

        JsonNode result = session.request("tools/list", params(), patient());

        assertThat(result.path("x").asText()).isEqualTo("ż");
        assertThat(heard).containsExactly("notifications/tools/list_changed");
    }

    @Test
    void opensByItselfForTheFirstRequestHoweverManyAskAtOnce() throws Exception {
        McpSession session = anonymous(server);
        List<Throwable> failures = Parallel.run(64, index -> session.request("tools/list", params(), patient()));

        assertThat(failures).isEmpty();
        assertThat(server.received("initialize")).hasSize(1);
        assertThat(server.received("tools/list")).hasSize(64);
    }

    @Test
    void aWaiterForTheGreetingEndsAtItsOwnDeadline() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.on("initialize", (request, exchange) -> over.await());
        McpSession session = anonymous(server);
        Call first = Call.within(java.time.Duration.ofMinutes(10));
        Thread greeter = Thread.ofVirtual().start(() -> {
            var unused = catchThrowableOfType(TransportException.class, () -> session.open(first));
        });
        server.await("initialize");

        assertThatThrownBy(
                () -> session.request("tools/list", params(), Call.within(java.time.Duration.ofMillis(50))))
                .isInstanceOf(TransportException.TimedOut.class);

        first.cancel("over");
        greeter.join();
        over.countDown();
    }

    @Test
    void answersTheServersRequestsWhileTheCallWaits() throws Exception {
        server.on("tools/call", (request, exchange) -> {
            exchange.stream()
                    .event("{\"jsonrpc\":\"2.0\",\"id\":\"p\",\"method\":\"ping\"}")
                    .event("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"roots/list\"}")
                    .event("{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"known\",\"params\":{\"a\":1}}")
                    .event("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"broken\"}");
            // Answers only when all four of its own requests were answered.
            for (String id : List.of("\"p\"", "7", "8", "9")) {
                answerTo(id);
            }
            exchange.event(exchange.message("\"result\":{}"));
        });
        Map<String, ServerRequestHandler> handlers = Map.of("known", asked -> asked, "broken", asked -> {
            throw new IllegalStateException("canary-detail");
        });
        McpSession session = TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()), (method, news) -> {},
                        handlers);

        session.request("tools/call", params(), patient());

        assertThat(answerTo("\"p\"").path("result")).isEqualTo(JsonNodeFactory.instance.objectNode());
        assertThat(answerTo("7").at("/error/code").asInt()).isEqualTo(-32601);
        assertThat(answerTo("8").at("/result/a").asInt()).isEqualTo(1);
        assertThat(answerTo("9").at("/error/code").asInt()).isEqualTo(-32603);
        assertThat(answerTo("9").toString()).doesNotContain("canary-detail");
    }

    private JsonNode answerTo(String id) throws InterruptedException {
        return server.await(request -> !request.json().has("method") && request.json().path("id").toString().equals(id))
                .json();
    }

    @Test
    void startsAnewOnceWhenTheServerHasForgottenTheSession() throws Exception {
        // MCP 2025-11-25, Transports, Session Management, points 3 and 4.
        McpSession session = anonymous(server);
        session.open(patient());
        CountDownLatch all = new CountDownLatch(64);
        server.on("tools/list", (request, exchange) -> {
            if (request.header("Mcp-Session-Id").equals("session-1")) {
                all.countDown();
                all.await();
                exchange.status(404);
            } else {
                exchange.result("{\"ok\":true}");
            }
        });

        List<Throwable> failures = Parallel.run(64,
                index -> assertThat(session.request("tools/list", params(), patient()).path("ok").asBoolean())
                        .isTrue());

        assertThat(failures).isEmpty();
        assertThat(server.received("initialize")).hasSize(2);
        assertThat(server.received("tools/list")).hasSize(128);
    }

    @Test
    void startsAnewOnceEvenWhenTheServerGivesTheSameIdAgain() throws Exception {
        server.on("initialize", (request, exchange) -> exchange.json(200, exchange
                .message("\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}"),
                "Mcp-Session-Id: same"));
        McpSession session = anonymous(server);
        session.open(patient());
        CountDownLatch all = new CountDownLatch(16);
        server.on("tools/list", (request, exchange) -> {
            if (all.getCount() > 0) {
                all.countDown();
                all.await();
                exchange.status(404);
            } else {
                exchange.result("{}");
            }
        });

        assertThat(Parallel.run(16, index -> session.request("tools/list", params(), patient()))).isEmpty();
        assertThat(server.received("initialize")).hasSize(2);
    }

    private static final String NO_SESSION = "\"error\":{\"code\":-32000,"
            + "\"message\":\"Bad Request: No valid session ID provided\"}";

    /** As the TypeScript SDK's servers do that answer an unknown session with 400. */
    @Test
    void startsAnewOnceWhenTheServerAnswersAPingAsBadlyAsTheRequest() throws Exception {
        McpSession session = anonymous(server);
        session.open(patient());
        CountDownLatch all = new CountDownLatch(16);
        server.before((request, exchange) -> {
            if (request.header("Mcp-Session-Id").equals("session-1") && request.method().equals("POST")) {
                if (request.rpc().equals("tools/list")) {
                    all.countDown();
                    all.await();
                }
                exchange.json(400, exchange.message(NO_SESSION));
            }
        }).result("tools/list", "{\"ok\":true}");

        List<Throwable> failures = Parallel.run(16,
                index -> assertThat(session.request("tools/list", params(), patient()).path("ok").asBoolean())
                        .isTrue());

        assertThat(failures).isEmpty();
        assertThat(server.received("initialize")).hasSize(2);
        assertThat(server.received("tools/list")).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"result\":{}}", "{\"error\":{\"code\":-32601,\"message\":\"no ping\"}}"})
    void reportsTheRefusalOfAWrongRequestInASessionThatLives(String pong) {
        McpSession session = anonymous(server);
        session.open(patient());
        String members = pong.substring(1, pong.length() - 1);
        server.on("tools/call", (request, exchange) -> exchange.json(400, exchange.message(NO_SESSION)))
                .on("ping", (request, exchange) -> exchange.json(pong.contains("error") ? 400 : 200,
                        exchange.message(members)));

        assertThatThrownBy(() -> session.request("tools/call", params(), patient()))
                .isInstanceOf(TransportException.RemoteError.class)
                .hasMessageContaining("Bad Request: No valid session ID provided");

        assertThat(server.received("initialize")).hasSize(1);
        assertThat(server.received("tools/call")).hasSize(1);
    }

    @Test
    void aServerThatAnswersEveryRequestBadlyIsGreetedAnewOnlyOnce() {
        McpSession session = anonymous(server);
        session.open(patient());
        server.before((request, exchange) -> {
            if (!request.header("Mcp-Session-Id").isEmpty() && request.json().has("id")) {
                exchange.status(400);
            }
        });

        assertThatThrownBy(() -> session.request("tools/list", params(), patient()))
                .isInstanceOf(TransportException.HttpFailed.class)
                .hasMessageContaining("answered HTTP 400.");

        assertThat(server.received("initialize")).hasSize(2);
        assertThat(server.received("tools/list")).hasSize(2);
    }

    @Test
    void losingTheSessionTwiceIsAnError() {
        server.on("tools/list", (request, exchange) -> exchange.status(404));
        McpSession session = anonymous(server);

        TransportException.HttpFailed failure = catchThrowableOfType(TransportException.HttpFailed.class,
                () -> session.request("tools/list", params(), patient()));

        assertThat(failure).hasMessage("Server 'test' answered HTTP 404 to a session that it has just given. "
                + "Check that the address is that of an MCP endpoint.");
        assertThat(server.received("initialize")).hasSize(2);
        assertThat(server.received("tools/list")).hasSize(2);
    }

    @Test
    void aFailedGreetingPoisonsNothing() {
        AtomicReference<Boolean> broken = new AtomicReference<>(true);
        server.before((request, exchange) -> {
            if (broken.get()) {
                exchange.status(503);
            }
        });
        McpSession session = anonymous(server);
        assertThatThrownBy(() -> session.open(patient())).isInstanceOf(TransportException.HttpFailed.class);
        broken.set(false);

        assertThat(session.request("tools/list", params(), patient()).has("tools")).isTrue();
    }

    @Test
    void closesWithinASecondWhenTheServerHangs() throws Exception {
        McpSession session = anonymous(server);
        session.open(patient());
        CountDownLatch never = new CountDownLatch(1);
        server.on("DELETE", (request, exchange) -> assertThat(never.await(1, TimeUnit.MINUTES)).isTrue());

        session.close();

        assertThat(server.received("DELETE")).hasSize(1);
        never.countDown();
    }
}
