package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.anonymous;
import static dev.lanyard.transport.TestSessions.header;
import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.credential.Credential;
import dev.lanyard.transport.FakeServer.Received;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MCP 2026-07-28 over HTTP. */
class StatelessSessionTest {
    private static final String TOOL = """
                                       {"name":"sql","inputSchema":{"type":"object","properties":{\
                                       "region":{"type":"string","x-mcp-header":"Region"}}}}""";

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start().result("server/discover", discovered("{\"tools\":{}}"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String discovered(String capabilities) {
        return "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":" + capabilities
                + ",\"_meta\":{\"io.modelcontextprotocol/serverInfo\":{\"name\":\"modern\",\"version\":\"2\"}}}";
    }

    private static String listed(String... tools) {
        return "{\"resultType\":\"complete\",\"tools\":[" + String.join(",", tools) + "]}";
    }

    private McpSession asked(ServerRequestHandler handler) {
        return TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()), (method, params) -> {},
                        Map.of("elicitation/create", handler));
    }

    @Test
    void everyRequestSaysWhatASessionWouldHaveAgreedOn() {
        server.result("tools/call", "{\"content\":[]}");
        McpSession session = asked(params -> params());

        ServerInfo info = session.open(patient());
        session.request("tools/call", params().put("name", "zoë"), patient());
        session.close();

        assertThat(info.name()).isEqualTo("modern");
        assertThat(info.revision()).isEqualTo("2026-07-28");
        assertThat(server.received().stream().map(Received::rpc)).containsExactly("server/discover", "tools/call");
        assertThat(server.received()).allSatisfy(request -> {
            JsonNode meta = request.json().path("params").path("_meta");
            assertThat(request.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
            assertThat(request.header("Mcp-Method")).isEqualTo(request.rpc());
            assertThat(meta.path("io.modelcontextprotocol/protocolVersion").asText()).isEqualTo("2026-07-28");
            assertThat(meta.path("io.modelcontextprotocol/clientInfo").path("name").asText()).isEqualTo("lanyard-test");
            assertThat(meta.path("io.modelcontextprotocol/clientCapabilities").has("elicitation")).isTrue();
            assertThat(request.headers()).doesNotContainKey("mcp-session-id");
        });
        assertThat(server.received().getLast().header("Mcp-Name")).isEqualTo("=?base64?em/Dqw==?=");
    }

    @Test
    void b06dropsAToolThatDefinesItsHeadersWronglyAndKeepsTheOthers() {
        server.result("tools/list", listed(TOOL, TOOL.replace("Region", "Re:gion").replace("sql", "evil")));

        JsonNode tools = anonymous(server).request("tools/list", params(), patient()).path("tools");

        assertThat(tools.findValuesAsText("name")).containsExactly("sql");
    }

    @Test
    void anArgumentNeverOverridesACredential() {
        server.result("tools/list", listed(TOOL.replace("Region", "Authorization")))
                .result("tools/call", "{\"content\":[]}");
        McpSession session = TestSessions.with(server.url(), header("Mcp-Param-Authorization", "ours"));
        session.request("tools/list", params(), patient());
        ObjectNode call = params().put("name", "sql");
        call.putObject("arguments").put("region", "evil");

        session.request("tools/call", call, patient());

        Received received = server.received("tools/call").getFirst();
        assertThat(received.header("Mcp-Param-Authorization")).isEqualTo("ours");
        assertThat(received.headers()).doesNotContainKey("authorization");
    }

    @Test
    void learnsTheHeadersOfATool() {
        server.result("tools/list", listed(TOOL)).on("tools/call", (request, exchange) -> {
            if (request.header("Mcp-Param-Region").isEmpty()) {
                exchange.json(400, exchange.message("\"error\":{\"code\":-32020,\"message\":\"header mismatch\"}"));
            } else {
                exchange.result("{\"content\":[]}");
            }
        });
        ObjectNode call = params().put("name", "sql");
        call.putObject("arguments").put("region", "eu");

        anonymous(server).request("tools/call", call, patient());

        assertThat(server.received("tools/call")).hasSize(2);
    }

    @Test
    void answersInputRequestsUnderANewIdWithTheStateAsItCame() {
        String state = "{\\\"opaque\\\": [1,  2]}";
        server.on("tools/call", (request, exchange) -> exchange.result(request.json()
                .at("/params")
                .has(
                        "inputResponses")
                                ? "{\"resultType\":\"complete\",\"content\":[]}"
                                : """
                                  {"resultType":"input_required","requestState":"%s","inputRequests":{"a":{"method":\
                                  "elicitation/create","params":{"message":"Sure?"}}}}""".formatted(state)));

        asked(params -> params().put("action", "accept").put("heard", params.path("message").asText()))
                .request("tools/call", params().put("name", "t"), patient());

        List<Received> calls = server.received("tools/call");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1).json().path("id")).isNotEqualTo(calls.get(0).json().path("id"));
        assertThat(calls.get(1).json().at("/params/requestState").asText()).isEqualTo("{\"opaque\": [1,  2]}");
        assertThat(calls.get(1).json().at("/params/inputResponses/a/heard").asText()).isEqualTo("Sure?");
        assertThat(calls.get(1).json().at("/params/name").asText()).isEqualTo("t");
    }

    @Test
    void doesNotInventAStateAndKeepsItToItsRequest() {
        server.on("tools/call", (request, exchange) -> exchange.result(request.json()
                .at("/params")
                .has(
                        "inputResponses")
                || request.json().at("/params/name").asText().equals("other")
                        ? "{\"content\":[]}"
                        : """
                          {"resultType":"input_required","inputRequests":{"a":{"method":"elicitation/create"}}}"""));
        McpSession session = asked(params -> params());

        session.request("tools/call", params().put("name", "t"), patient());
        session.request("tools/call", params().put("name", "other"), patient());

        assertThat(server.received("tools/call")).hasSize(3)
                .noneMatch(request -> request.json().at("/params").has("requestState"));
        assertThat(server.received("tools/call").getLast().json().at("/params").has("inputResponses")).isFalse();
    }

    @Test
    void endlessInputRequestsEndAfterTenRounds() {
        server.result("tools/call", "{\"resultType\":\"input_required\",\"requestState\":\"again\"}");

        assertThatThrownBy(() -> anonymous(server).request("tools/call", params().put("name", "t"), patient()))
                .isInstanceOf(TransportException.ProtocolViolated.class)
                .hasMessageContaining("it asked for input to 'tools/call' more than 10 times");
        assertThat(server.received("tools/call")).hasSize(InputRounds.MAX_ROUNDS);
    }

    @Test
    void refusesInputThatItDidNotOffer() {
        server.result("tools/call",
                """
                {"resultType":"input_required","inputRequests":{"a":{"method":"sampling/createMessage"}}}""");

        assertThatThrownBy(() -> anonymous(server).request("tools/call", params().put("name", "t"), patient()))
                .isInstanceOf(TransportException.ProtocolViolated.class)
                .hasMessageContaining("'sampling/createMessage', which this client did not offer");
        assertThat(server.received("tools/call")).hasSize(1);
    }

    @Test
    void aResultOfAnUnknownTypeIsNotTakenForAnAnswer() {
        server.result("tools/call", "{\"resultType\":\"task\"}");

        assertThatThrownBy(() -> anonymous(server).request("tools/call", params().put("name", "t"), patient()))
                .isInstanceOf(TransportException.ProtocolViolated.class);
    }

    @Test
    void aCutCallIsNeverSentAgain() {
        server.on("tools/call", (request, exchange) -> exchange.stream()
                .raw("id: 1\nretry: 1\ndata: \n\n".getBytes(
                        java.nio.charset.StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> anonymous(server).request("tools/call", params().put("name", "t"), patient()))
                .isInstanceOf(TransportException.ProtocolViolated.class);
        assertThat(server.received("tools/call")).hasSize(1);
        assertThat(server.received("GET")).isEmpty();
    }

    @Test
    void keepsAListAsLongAsItsServerSays() {
        server.result("tools/list",
                listed(TOOL).replace("\"tools\"", "\"ttlMs\":60000,\"cacheScope\":\"private\",\"tools\""));
        server.result("prompts/list", "{\"ttlMs\":0,\"cacheScope\":\"private\",\"prompts\":[]}");
        McpSession session = anonymous(server);

        for (int i = 0; i < 3; i++) {
            session.request("tools/list", params(), patient());
            session.request("prompts/list", params(), patient());
        }

        assertThat(server.received("tools/list")).hasSize(1);
        assertThat(server.received("prompts/list")).hasSize(3);
    }

    @Test
    void listensToTheChangesThatTheServerAnnounced() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        server.result("server/discover", discovered("{\"tools\":{\"listChanged\":true},\"prompts\":{}}"))
                .on("subscriptions/listen", (request, exchange) -> {
                    exchange.stream()
                            .event("""
                                   {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{}}""")
                            .event("""
                                   {"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{}}""");
                    heard.join();
                });
        McpSession session = TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()),
                        (method, params) -> heard.complete(method), Map.of());

        session.open(patient());

        assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("notifications/tools/list_changed");
        assertThat(server.received("subscriptions/listen").getFirst().json().at("/params/notifications"))
                .isEqualTo(JsonNodeFactory.instance.objectNode().put("toolsListChanged", true));
        session.close();
    }

    /** MCP 2026-07-28, Caching: what was answered before a change and arrives after it is of before. */
    @Test
    void keepsNoAnswerToWhatWasAskedBeforeAChange() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        server.result("server/discover", discovered("{\"tools\":{\"listChanged\":true}}"))
                .on("subscriptions/listen", (request, exchange) -> {
                    exchange.stream();
                    asked.await();
                    exchange.event("""
                                   {"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{}}""");
                    over.await();
                })
                .on("tools/list", (request, exchange) -> {
                    asked.countDown();
                    heard.await();
                    exchange.result("{\"resultType\":\"complete\",\"tools\":[],\"ttlMs\":3600000,"
                            + "\"cacheScope\":\"private\"}");
                });
        McpSession session = TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()),
                        (method, params) -> heard.countDown(), Map.of());

        for (int time = 0; time < 3; time++) {
            session.request("tools/list", params(), patient());
        }

        assertThat(server.received("tools/list")).hasSize(2);
        over.countDown();
        session.close();
    }

    @Test
    void asksAgainInARevisionThatBothSpeak() {
        AtomicInteger asked = new AtomicInteger();
        server.on("server/discover", (request, exchange) -> {
            if (asked.getAndIncrement() == 0) {
                exchange.json(400, exchange
                        .message("""
                                 "error":{"code":-32022,"message":"no","data":{"supported":["2026-07-28"]}}"""));
            } else {
                exchange.result(discovered("{}"));
            }
        });

        assertThat(anonymous(server).open(patient()).revision()).isEqualTo("2026-07-28");
        assertThat(server.received("initialize")).isEmpty();
    }
}
