package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.credential.Credential;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SECURITY, B13: what a server sends unasked, in masses. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FloodTest {
    private static final int MORE = 5;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger answering = new AtomicInteger();
    private final ConcurrentLinkedDeque<JsonNode> heard = new ConcurrentLinkedDeque<>();

    private JsonNode answer() {
        answering.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private McpSession session(FakeServer server) {
        return TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()),
                        (method, params) -> heard.add(params), Map.of("roots/list", params -> answer()));
    }

    @Test
    void b13aServersRequestsAreAnsweredSixteenAtOnce() throws Exception {
        try (FakeServer server = FakeServer.start()) {
            server.on("tools/call", (request, exchange) -> {
                exchange.stream();
                for (int i = 0; i < Inbound.MAX_ANSWERS + MORE; i++) {
                    exchange.event("{\"jsonrpc\":\"2.0\",\"id\":\"ask-" + i + "\",\"method\":\"roots/list\"}");
                }
                exchange.event(exchange.message("\"result\":{}"));
            });

            // The answer to our own request is read although all the answers of ours are still to come.
            var unused = session(server).request("tools/call", params(), patient());

            List<JsonNode> refused = answers(server).stream().filter(answer -> answer.has("error")).toList();
            assertThat(refused).hasSize(MORE)
                    .allMatch(answer -> answer.at("/error/code").asInt() == -32000)
                    .extracting(answer -> answer.at("/error/message").asText())
                    .containsOnly("Too many requests: this client answers 16 at once");
            gate.countDown();
            var last = server.await(request -> answers(server).size() == Inbound.MAX_ANSWERS + MORE);
            assertThat(last).isNotNull();
            assertThat(answering).hasValue(Inbound.MAX_ANSWERS);
        }
    }

    private static List<JsonNode> answers(FakeServer server) {
        return server.received()
                .stream()
                .map(FakeServer.Received::json)
                .filter(message -> message.path("id").asText().startsWith("ask-"))
                .toList();
    }

    @Test
    void b13aFloodOfNewsIsHeardForItsEnd() throws Exception {
        int flood = 10_000;
        try (FakeServer server = FakeServer.start()) {
            server.on("tools/call", (request, exchange) -> {
                exchange.stream();
                for (int i = 1; i <= flood; i++) {
                    exchange.event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":"
                            + i + "}}");
                }
                exchange.event(exchange.message("\"result\":{}"));
            });

            var unused = session(server).request("tools/call", params(), patient());

            while (heard.getLast().path("data").asInt() < flood) {
                Thread.onSpinWait();
            }
            assertThat(heard).hasSizeLessThan(flood / 2);
        }
    }
}
