package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.anonymous;
import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.credential.Credential;
import dev.lanyard.transport.FakeServer.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server answers, the caller gets a typed failure at once and the session goes on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultyAnswerTest {
    private static final int MAX = 20_000;

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Writes a faulty answer. */
    interface Fault {
        void write(Exchange exchange) throws IOException;
    }

    private static Arguments fault(String name, Class<? extends TransportException> type, Fault fault) {
        return Arguments.of(name, type, fault);
    }

    private static Arguments broken(String name, String json) {
        return fault(name, TransportException.ProtocolViolated.class, exchange -> exchange.json(200, json));
    }

    private static Arguments brokenEvent(String name, String json) {
        return fault(name + ", streamed", TransportException.ProtocolViolated.class,
                exchange -> exchange.stream().event(json));
    }

    static Stream<Arguments> faults() {
        Class<TransportException.ProtocolViolated> violated = TransportException.ProtocolViolated.class;
        Class<TransportException.Unreachable> unreachable = TransportException.Unreachable.class;
        Class<TransportException.HttpFailed> http = TransportException.HttpFailed.class;
        String deep = "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":" + "{\"a\":".repeat(300) + "1" + "}".repeat(301);
        return Stream.of(broken("wrong id", "{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":{}}"),
                broken("id as text", "{\"jsonrpc\":\"2.0\",\"id\":\"2\",\"result\":{}}"),
                broken("id beyond 64 bits", "{\"jsonrpc\":\"2.0\",\"id\":18446744073709551618,\"result\":{}}"),
                broken("no id", "{\"jsonrpc\":\"2.0\",\"result\":{}}"),
                broken("error under a wrong id", "{\"jsonrpc\":\"2.0\",\"id\":999,\"error\":{\"code\":1}}"),
                broken("empty body", ""), broken("no JSON", "<html>"), broken("half", "{\"jsonrpc\":\"2.0\",\"id\":2,"),
                broken("duplicate keys", "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{},\"result\":{\"evil\":1}}"),
                broken("duplicate keys within", "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"a\":1,\"a\":2}}"),
                broken("trailing text", "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}} {}"),
                broken("case variants", "{\"JSONRPC\":\"2.0\",\"ID\":2,\"Result\":{}}"),
                broken("no version", "{\"id\":2,\"result\":{}}"), broken("neither", "{\"jsonrpc\":\"2.0\",\"id\":2}"),
                broken("result of text", "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":\"x\"}"),
                broken("batch", "[{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}]"), broken("null", "null"),
                broken("a request", "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}"),
                broken("too deep", deep), brokenEvent("wrong id", "{\"jsonrpc\":\"2.0\",\"id\":999,\"result\":{}}"),
                brokenEvent("no JSON", "<html>"), brokenEvent("too deep", deep),
                brokenEvent("only news", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}"),
                fault("stream without event", violated, Exchange::stream),
                fault("cut event", violated, exchange -> exchange.stream().raw(bytes("data: {\"jsonrpc\":"))),
                fault("wrong content type", violated, exchange -> exchange.body(200, "text/html", bytes("{}"))),
                fault("no content type", violated, exchange -> exchange.head(200, "Content-Length: 0")),
                fault("202 to a request", http, exchange -> exchange.status(202)),
                fault("204 to a request", http, exchange -> exchange.status(204)),
                fault("500", http, exchange -> exchange.body(500, "text/html", bytes("<html>"))),
                fault("cut body", unreachable,
                        exchange -> exchange.head(200, "Content-Type: application/json", "Content-Length: 500")),
                fault("cut chunk", unreachable, exchange -> {
                    exchange.head(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked");
                    exchange.raw(bytes("5\r\ndata"));
                }), fault("closed at once", unreachable, exchange -> exchange.raw(bytes(""))),
                fault("no HTTP", unreachable, exchange -> exchange.raw(bytes("hello\r\n\r\n"))),
                fault("endless headers", unreachable, exchange -> {
                    exchange.raw(bytes("HTTP/1.1 200 OK\r\n"));
                    for (int i = 0; i < 2000; i++) {
                        exchange.raw(bytes("X-" + i + ": " + "a".repeat(1000) + "\r\n"));
                    }
                    exchange.raw(bytes("\r\n"));
                }),
                fault("body beyond the limit", violated,
                        exchange -> exchange.json(200,
                                exchange.message("\"result\":{\"a\":\"" + "a".repeat(MAX) + "\"}"))),
                fault("event beyond the limit", violated,
                        exchange -> exchange.stream()
                                .event(exchange.message("\"result\":{\"a\":\"" + "a".repeat(MAX) + "\"}"))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isATypedFailureAtOnce(String name, Class<? extends TransportException> type, Fault fault) {
        server.on("tools/list", (request, exchange) -> fault.write(exchange));
        McpSession session = TestSessions.with(server.url(), TestSessions.fixed(new Credential.None()),
                new Limits(MAX, 200));
        session.open(patient());

        assertThatThrownBy(() -> session.request("tools/list", params(), patient())).isInstanceOf(type)
                .message()
                .startsWith("Server 'test' ")
                .hasSizeLessThan(1000);
        server.result("tools/list", "{\"ok\":true}");
        assertThat(session.request("tools/list", params(), patient()).path("ok").asBoolean()).isTrue();
        assertThat(server.received("initialize")).hasSize(1);
    }

    @Test
    void namesTheErrorOfTheServer() {
        server.on("tools/list", (request, exchange) -> exchange.json(200, exchange
                .message("""
                         "error":{"code":-32602,"message":"no\\u001b[31m such\\nthing\\u202e","data":{"a":1}}""")));

        TransportException.RemoteError failure = catchThrowableOfType(TransportException.RemoteError.class,
                () -> anonymous(server).request("tools/list", params(), patient()));

        assertThat(failure).hasMessage("Server 'test' answered 'tools/list' with error -32602: no [31m such thing. "
                + "Check the request, or ask whoever runs the server.");
        assertThat(failure.rpcCode()).isEqualTo(-32602);
        assertThat(failure.data().path("a").asInt()).isEqualTo(1);
    }

    @Test
    void findsAnErrorOfTheProtocolBehindAnHttpStatus() {
        server.on("tools/list",
                (request, exchange) -> exchange.json(400,
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"bad header\"}}"));

        assertThatThrownBy(() -> anonymous(server).request("tools/list", params(), patient()))
                .isInstanceOf(TransportException.RemoteError.class)
                .hasMessageContaining("-32600: bad header");
    }

    @Test
    void anErrorAnsweredToInitializeIsNoSuccess() {
        server.on("initialize", (request, exchange) -> exchange.json(200,
                exchange.message("\"error\":{\"code\":-32000,\"message\":\"not today\"}")));

        assertThatThrownBy(() -> anonymous(server).open(patient()))
                .isInstanceOf(TransportException.RemoteError.class);
        assertThat(server.received("initialize")).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/mcp");
        }

        assertThatThrownBy(() -> TestSessions.with(nobody, new Credential.None()).open(patient()))
                .isInstanceOf(TransportException.Unreachable.class)
                .hasMessage("Server 'test' cannot be reached: the connection was refused. "
                        + "Check its address and that it is running.");
    }
}
