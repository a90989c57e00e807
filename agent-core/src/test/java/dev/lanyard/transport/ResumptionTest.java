package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.anonymous;
import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.credential.Credential;
import dev.lanyard.transport.FakeServer.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MCP 2025-11-25, Transports, Listening for Messages, and Resumability and Redelivery; SEP-1699. */
class ResumptionTest {
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsOnWhereTheStreamWasCutAfterTheWaitAskedFor() {
        AtomicReference<String> answer = new AtomicReference<>("");
        server.on("tools/call", (request, exchange) -> {
            answer.set(exchange.message("\"result\":{\"done\":true}"));
            // The second event has no end: it does not count as received.
            exchange.stream().raw(bytes("id: e1\nretry: 50\ndata: \n\nid: e2\ndata: {\"half\":"));
        }).on("GET", (request, exchange) -> exchange.stream().event(answer.get()));

        long begun = System.nanoTime();
        JsonNode result = anonymous(server).request("tools/call", params(), patient());

        assertThat(result.path("done").asBoolean()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        Received resumed = server.received("GET").getFirst();
        assertThat(resumed.header("Last-Event-ID")).isEqualTo("e1");
        assertThat(resumed.header("Mcp-Session-Id")).isEqualTo("session-1");
        assertThat(resumed.header("Accept")).isEqualTo("text/event-stream");
        assertThat(server.received("tools/call")).hasSize(1);
    }

    @Test
    void givesUpWhenNothingNewComes() {
        server.on("tools/call", (request, exchange) -> exchange.stream().raw(bytes("id: e1\nretry: 1\ndata: \n\n")))
                .on("GET", (request, exchange) -> exchange.stream().raw(bytes("id: e1\nretry: 1\ndata: \n\n")));

        assertThatThrownBy(() -> anonymous(server).request("tools/call", params(), patient()))
                .isInstanceOf(TransportException.ProtocolViolated.class)
                .hasMessageContaining("its stream ended before the answer to 'tools/call'");
        assertThat(server.received("GET")).hasSize(5);
    }

    @Test
    void readsOnFromAServerThatWasAwayForAWhile() {
        AtomicReference<String> answer = new AtomicReference<>("");
        AtomicInteger tries = new AtomicInteger();
        server.on("tools/call", (request, exchange) -> {
            answer.set(exchange.message("\"result\":{\"done\":true}"));
            exchange.stream().raw(bytes("id: e 1\nretry: 1\ndata: \n\n"));
        }).on("GET", (request, exchange) -> {
            switch (tries.incrementAndGet()) {
                // Not nothing at all, after which the JDK asks once more by itself.
                case 1, 2 -> exchange.raw(bytes("HTTP/1.1"));
                case 3 -> exchange.status(502);
                default -> exchange.stream().event(answer.get());
            }
        });

        JsonNode result = anonymous(server).request("tools/call", params(), patient());

        assertThat(result.path("done").asBoolean()).isTrue();
        assertThat(server.received("GET")).hasSize(4)
                .allMatch(request -> request.header("Last-Event-ID").equals("e 1"));
    }

    @Test
    void givesUpOnAServerThatStaysAway() {
        server.on("tools/call", (request, exchange) -> exchange.stream().raw(bytes("id: e1\nretry: 1\ndata: \n\n")))
                .on("GET", (request, exchange) -> exchange.raw(bytes("HTTP/1.1")));

        assertThatThrownBy(() -> anonymous(server).request("tools/call", params(), patient()))
                .isInstanceOf(TransportException.Unreachable.class);
        assertThat(server.received("GET")).hasSize(5);
    }

    @Test
    void theDeadlineHoldsWhileItWaitsToReadOn() throws Exception {
        server.on("tools/call",
                (request, exchange) -> exchange.stream().raw(bytes("id: e1\nretry: 60000\ndata: \n\n")));
        McpSession session = anonymous(server);
        session.open(patient());

        assertThatThrownBy(() -> session.request("tools/call", params(), Call.within(Duration.ofMillis(100))))
                .isInstanceOf(TransportException.TimedOut.class);
        assertThat(server.await("notifications/cancelled").json().at("/params/requestId").isIntegralNumber()).isTrue();
    }

    @Test
    void answersWhatIsAskedOnTheStandAloneStream() throws Exception {
        server.on("GET",
                (request, exchange) -> exchange.stream()
                        .event("""
                               {"jsonrpc":"2.0","id":"q","method":"elicitation/create","params":{"message":"hi"}}""")
                        .event("""
                               {"jsonrpc":"2.0","id":"r","method":"sampling/createMessage","params":{}}"""));
        McpSession session = TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()), (method, params) -> {},
                        Map.of(
                                "elicitation/create",
                                params -> JsonNodeFactory.instance.objectNode().put("action", "decline")));

        session.open(patient());

        Received answer = server.await(request -> request.json().path("id").asText().equals("q"));
        assertThat(answer.json().at("/result/action").asText()).isEqualTo("decline");
        Received refusal = server.await(request -> request.json().path("id").asText().equals("r"));
        assertThat(refusal.json().at("/error/code").asInt()).isEqualTo(-32601);
        JsonNode announced = server.received("initialize").getFirst().json().at("/params/capabilities");
        assertThat(announced.properties()).extracting(Map.Entry::getKey).isEqualTo(List.of("elicitation"));
        session.close();
    }

    @Test
    void opensNoStreamWhereThereIsNothingToHear() {
        server.result("tools/list", "{}");
        McpSession session = anonymous(server);

        session.request("tools/list", params(), patient());
        session.close();

        assertThat(server.received("GET")).isEmpty();
    }
}
