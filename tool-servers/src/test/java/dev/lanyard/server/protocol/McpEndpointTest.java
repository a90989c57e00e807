package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of MCP 2025-11-25, Base protocol, Lifecycle, Transports and Tools, over real HTTP. */
class McpEndpointTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final TestTools tools = new TestTools();
    private HttpServer server;
    private McpWire wire;

    @BeforeEach
    void start() throws IOException {
        // The header x-user plays the credential, so that a test can be two principals.
        Authenticator byHeader = exchange -> new Caller(Caller.Kind.API_KEY,
                exchange.header("x-user").orElse("alice"), "test", Set.of());
        SecretKeySpec key = new SecretKeySpec(new byte[32], "HmacSHA256");
        McpEndpointBuilder endpoint = McpEndpoint
                .builder(new ServerInfo("test", "Test", "1"), byHeader, tools.all())
                .instructions("For tests.")
                .sessionKey(key);
        McpEndpoint now = endpoint.clock(Clock.fixed(NOW, ZoneOffset.UTC)).build();
        McpEndpoint tomorrow = endpoint.clock(Clock.fixed(NOW.plus(Duration.ofHours(24)), ZoneOffset.UTC)).build();
        McpEndpoint small = endpoint.maxCallsPerCaller(1).pageSize(2).build();
        server = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/mcp", now).with("/tomorrow", tomorrow).with("/small", small));
        wire = new McpWire(server.origin().resolve("/mcp"));
    }

    @AfterEach
    void stop() {
        tools.release.countDown();
        server.close();
    }

    /** Lifecycle, version negotiation: the version asked for if supported, otherwise the latest. */
    @ParameterizedTest
    @CsvSource({"2025-11-25,2025-11-25", "2025-06-18,2025-06-18", "2025-03-26,2025-03-26", "2024-11-05,2025-11-25",
            "2099-01-01,2025-11-25"})
    void negotiatesTheVersion(String asked, String agreed) throws Exception {
        JsonNode result = McpWire.json(wire.send(McpWire.initialize(asked)).body()).path("result");

        assertThat(result).isEqualTo(McpWire.json("{\"protocolVersion\":\"" + agreed
                + "\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"test\",\"title\":\"Test\","
                + "\"version\":\"1\"},\"instructions\":\"For tests.\"}"));
    }

    /** Transports, session management: the id holds only visible ASCII. */
    @Test
    void givesASessionIdOfVisibleAscii() throws Exception {
        String id = wire.send(McpWire.initialize("2025-11-25")).headers().firstValue("mcp-session-id").orElseThrow();

        assertThat(id).matches("[\\x21-\\x7e]+");
    }

    @Test
    void acceptsNotificationsAndAnswersPing() throws Exception {
        McpWire session = wire.initialized();
        HttpResponse<String> answer = session
                .send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(session.ask("ping", "{}").path("result")).isEqualTo(McpWire.json("{}"));
    }

    /**
     * JSON-RPC 2.0, section 5.1, and Base protocol: ids are strings or integers, never null; batches left with
     * 2025-06-18.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{|-32700", "''|-32700", "{\"id\":1,\"id\":2}|-32700", "{} {}|-32700",
            "[]|-32600", "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]|-32600", "1|-32600", "{}|-32600",
            "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}|-32600",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}|-32600",
            "{\"jsonrpc\":\"2.0\",\"id\":1e30,\"method\":\"ping\"}|-32600",
            "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}|-32600",
            "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"ping\"}|-32600",
            "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}|-32600",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"Method\":\"ping\"}|-32600",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}|-32600",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}|-32600"})
    void c23RefusesWhatIsNotOneMessage(String body, int code) throws Exception {
        HttpResponse<String> answer = wire.initialized().send(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(McpWire.json(answer.body()).path("error").path("code").intValue()).isEqualTo(code);
        assertThat(McpWire.json(answer.body()).path("id").isNull()).isTrue();
        assertThat(answer.body()).doesNotContain("Exception", "jackson", "line:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"tools/none|{}|-32601", "notifications/initialized|{}|-32601",
            "initialize|{}|-32602", "tools/call|{}|-32602", "tools/call|{\"name\":\"none\"}|-32602",
            "tools/call|{\"name\":\"say\",\"arguments\":[]}|-32602", "tools/list|{\"cursor\":\"bm9uZQ\"}|-32602",
            "tools/list|{\"cursor\":\"*\"}|-32602", "tools/list|{\"cursor\":1}|-32602",
            "tools/call|{\"name\":\"say\",\"_meta\":{\"progressToken\":{}}}|-32602"})
    void answersWithTheCodeOfTheMistake(String method, String params, int code) throws Exception {
        JsonNode answer = wire.initialized().ask(method, params);

        assertThat(answer.path("error").path("code").intValue()).isEqualTo(code);
        assertThat(answer.path("id").intValue()).isEqualTo(1);
    }

    /** Transports, sending messages to the server. */
    @Test
    void requiresTheMediaTypesOfTheTransport() throws Exception {
        String ping = McpWire.request("1", "ping", "{}");
        McpWire session = wire.initialized();

        assertThat(session.with("Content-Type", "text/plain").send(ping).statusCode()).isEqualTo(415);
        assertThat(session.without("Content-Type").send(ping).statusCode()).isEqualTo(415);
        assertThat(session.with("Accept", "application/json").send(ping).statusCode()).isEqualTo(406);
        assertThat(session.with("Accept", "text/event-stream").send(ping).statusCode()).isEqualTo(406);
        assertThat(session.with("Accept", "*/*").send(ping).statusCode()).isEqualTo(200);
        assertThat(session.with("Content-Type", "application/json; charset=utf-8").send(ping).statusCode())
                .isEqualTo(200);
    }

    /** Transports, listening for messages: a server without a stream of its own answers 405. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "OPTIONS"})
    void takesOnlyPostAndDelete(String method) throws Exception {
        HttpResponse<String> answer = wire.initialized().send(method, "");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("POST, DELETE");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    /** Transports, protocol version header: invalid or unsupported is 400; its absence is allowed. */
    @Test
    void refusesAVersionThatWasNotNegotiated() throws Exception {
        String ping = McpWire.request("1", "ping", "{}");
        McpWire session = wire.initialized();

        assertThat(session.with("MCP-Protocol-Version", "2024-11-05").send(ping).statusCode()).isEqualTo(400);
        assertThat(session.with("MCP-Protocol-Version", "2025-06-18").send(ping).statusCode()).isEqualTo(400);
        assertThat(session.without("MCP-Protocol-Version").send(ping).statusCode()).isEqualTo(200);
    }

    /** Transports, session management: without an id 400; with one that is not valid 404. */
    @Test
    void knowsOnlySessionsItSealed() throws Exception {
        String ping = McpWire.request("1", "ping", "{}");
        McpWire session = wire.initialized();
        String id = wire.send(McpWire.initialize("2025-11-25")).headers().firstValue("mcp-session-id").orElseThrow();

        assertThat(wire.send(ping).statusCode()).isEqualTo(400);
        for (String forged : List.of("x", "a.b.c.d", id + "x", "x" + id, id.replace("2025-11-25", "2025-06-18"),
                id.replaceFirst("\\.\\d+\\.", ".99999999999."), ".".repeat(300))) {
            assertThat(session.with("Mcp-Session-Id", forged).send(ping).statusCode()).as(forged).isEqualTo(404);
        }
    }

    @Test
    void c20RefusesTheSessionOfAnotherPrincipal() throws Exception {
        String ping = McpWire.request("1", "ping", "{}");
        McpWire session = wire.initialized();

        assertThat(session.with("x-user", "bob").send(ping).statusCode()).isEqualTo(404);
        assertThat(session.with("x-user", "bob").send("DELETE", "").statusCode()).isEqualTo(404);
        assertThat(session.with("x-user", "alice").send(ping).statusCode()).isEqualTo(200);
    }

    @Test
    void endsSessionsWhenAskedAndWhenTheirTimeIsOver() throws Exception {
        String ping = McpWire.request("1", "ping", "{}");
        McpWire session = wire.initialized();
        String id = wire.send(McpWire.initialize("2025-11-25")).headers().firstValue("mcp-session-id").orElseThrow();
        McpWire tomorrow = new McpWire(server.origin().resolve("/tomorrow")).with("Mcp-Session-Id", id);

        assertThat(session.send("DELETE", "").statusCode()).isEqualTo(204);
        assertThat(session.send(ping).statusCode()).isEqualTo(404);
        assertThat(tomorrow.send(ping).statusCode()).isEqualTo(404);
    }

    /** Pagination: the client goes on with nextCursor until there is none. */
    @Test
    void listsToolsPageByPage() throws Exception {
        McpWire session = new McpWire(server.origin().resolve("/small")).initialized();
        JsonNode first = session.ask("tools/list", "{}").path("result");
        JsonNode second = next(session, first);
        JsonNode third = next(session, second);

        assertThat(first.path("tools").findValuesAsText("name")).containsExactly("say", "wait");
        assertThat(second.path("tools").findValuesAsText("name")).containsExactly("crash", "lie");
        assertThat(third.path("tools").findValuesAsText("name")).containsExactly("count");
        assertThat(third.has("nextCursor")).isFalse();
        assertThat(first.path("tools").path(0).path("annotations")).isEqualTo(McpWire
                .json("""
                      {"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}"""));
    }

    private static JsonNode next(McpWire session, JsonNode page) throws Exception {
        return session.ask("tools/list", "{\"cursor\":" + page.path("nextCursor") + "}").path("result");
    }

    /** Tools, error handling: input that does not fit is a tool execution error, which the model can correct. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|The argument 'text' is missing.",
            "{\"text\":\"a\",\"tone\":1}|The argument 'tone' is unknown.",
            "{\"text\":1}|The argument 'text' is wrong: integer found, string expected.",
            "{\"text\":\"a\",\"times\":0}|The argument 'times' is wrong: must have a minimum value of 1.",
            "{\"times\":1.5}|The argument 'text' is missing. The argument 'times' is wrong: number found, integer expected."})
    void namesTheArgumentThatIsWrong(String arguments, String text) throws Exception {
        JsonNode result = wire.initialized().call("say", arguments);

        assertThat(result.path("isError").booleanValue()).isTrue();
        assertThat(result.path("content").path(0).path("text").textValue()).isEqualTo(text);
    }

    /** Tools, structured content: the result has both the structure and its JSON as text. */
    @Test
    void answersAsJsonWhenTheToolReportsNothingOnTheWay() throws Exception {
        HttpResponse<String> answer = wire.initialized()
                .send(McpWire.request("\"a\"", "tools/call",
                        "{\"name\":\"say\",\"arguments\":{\"text\":\"hi\"},\"_meta\":{\"progressToken\":7}}"));

        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":{\"content\":[{\"type\":"
                + "\"text\",\"text\":\"{\\\"said\\\":\\\"hi\\\"}\"}],\"structuredContent\":{\"said\":\"hi\"},"
                + "\"isError\":false}}");
    }

    /** Progress: the value must increase; tokens come back as they were sent; without a token nothing is sent. */
    @Test
    void streamsProgressThatIncreasesAndThenTheAnswer() throws Exception {
        McpWire session = wire.initialized();
        HttpResponse<String> asked = session.send(
                McpWire.request("1", "tools/call", "{\"name\":\"count\",\"_meta\":{\"progressToken\":\"t\"}}"));
        HttpResponse<String> notAsked = session.send(McpWire.request("1", "tools/call", "{\"name\":\"count\"}"));
        List<JsonNode> events = asked.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(McpEndpointTest::data)
                .toList();

        assertThat(asked.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(events).hasSize(4);
        assertThat(events.getFirst())
                .isEqualTo(McpWire.json("""
                                        {"jsonrpc":"2.0","method":"notifications/progress","params":
                                         {"progress":1.0,"total":3.0,"message":"step","progressToken":"t"}}"""));
        assertThat(events.subList(0, 3)).extracting(event -> event.path("params").path("progress").intValue())
                .containsExactly(1, 2, 3);
        assertThat(events.getLast().path("result").path("structuredContent").path("said").textValue())
                .isEqualTo("counted");
        assertThat(notAsked.headers().firstValue("content-type")).hasValue("application/json");
    }

    private static JsonNode data(String line) {
        try {
            return McpWire.json(line.substring("data: ".length()));
        } catch (Exception malformed) {
            throw new AssertionError(line, malformed);
        }
    }

    @Test
    void c28SaysNothingOfTheInsideWhenAToolFails() throws Exception {
        for (String tool : List.of("crash", "lie")) {
            HttpResponse<String> answer = wire.initialized()
                    .send(McpWire.request("1", "tools/call", "{\"name\":\"" + tool + "\"}"));
            assertThat(answer.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,"
                    + "\"message\":\"The server failed to answer. Its log says why.\"}}");
        }
    }

    /** Cancellation: processing stops and no response is sent; only the session's own calls can be cancelled. */
    @Test
    void cancelsACallFromAnotherConnectionOfTheSameSession() throws Exception {
        McpWire session = wire.initialized();
        String cancel = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}";
        CompletableFuture<HttpResponse<String>> answer = inBackground(session, 5);
        tools.started.await();

        assertThat(wire.initialized().send(cancel).statusCode()).isEqualTo(202);
        assertThat(tools.interrupted.getCount()).isEqualTo(1);
        assertThat(session.send(cancel).statusCode()).isEqualTo(202);
        assertThat(answer.get().body()).isEmpty();
        assertThat(answer.get().headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(tools.interrupted.getCount()).isZero();
        assertThat(session.call("say", "{\"text\":\"after\"}").path("isError").booleanValue()).isFalse();
    }

    @Test
    void deletingASessionStopsItsCalls() throws Exception {
        McpWire session = wire.initialized();
        CompletableFuture<HttpResponse<String>> answer = inBackground(session, 5);
        tools.started.await();

        assertThat(session.send("DELETE", "").statusCode()).isEqualTo(204);
        assertThat(answer.get().body()).isEmpty();
    }

    /** Base protocol, requests: an id must not have been used before in the session. */
    @Test
    void refusesAnIdThatIsRunning() throws Exception {
        McpWire session = wire.initialized();
        CompletableFuture<HttpResponse<String>> answer = inBackground(session, 5);
        tools.started.await();
        HttpResponse<String> second = session.send(McpWire.request("5", "tools/call", "{\"name\":\"wait\"}"));
        tools.release.countDown();

        assertThat(second.body()).contains("-32600");
        assertThat(answer.get().body()).contains("waited");
    }

    /** RFC 6585, section 4. */
    @Test
    void boundsTheCallsOfOneCallerButNotOfOthers() throws Exception {
        McpWire small = new McpWire(server.origin().resolve("/small"));
        McpWire alice = small.initialized();
        McpWire bob = small.with("x-user", "bob").initialized();
        String say = McpWire.request("6", "tools/call", "{\"name\":\"say\",\"arguments\":{\"text\":\"hi\"}}");
        CompletableFuture<HttpResponse<String>> running = inBackground(alice, 5);
        tools.started.await();

        assertThat(alice.send(say).statusCode()).isEqualTo(429);
        assertThat(bob.send(say).statusCode()).isEqualTo(200);
        tools.release.countDown();
        assertThat(running.get().statusCode()).isEqualTo(200);
        assertThat(alice.send(say).statusCode()).isEqualTo(200);
    }

    private static CompletableFuture<HttpResponse<String>> inBackground(McpWire session, int id) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return session.send(McpWire.request("" + id, "tools/call", "{\"name\":\"wait\"}"));
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    @Test
    void c21AnswersOfEqualIdsNeverCross() throws Exception {
        int clients = 64;
        int calls = 25;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> crossed = IntStream.range(0, clients)
                    .mapToObj(client -> threads.submit(() -> crossed(client, calls)))
                    .toList();
            for (Future<Integer> count : crossed) {
                assertThat(count.get()).isZero();
            }
        }
    }

    private int crossed(int client, int calls) throws Exception {
        McpWire session = wire.initialized();
        int crossed = 0;
        for (int call = 0; call < calls; call++) {
            String nonce = client + "-" + call;
            JsonNode result = session.call("say", "{\"text\":\"" + nonce + "\"}");
            crossed += result.path("structuredContent").path("said").asText().equals(nonce) ? 0 : 1;
        }
        return crossed;
    }
}
