package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.credential.Credential;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MCP 2025-11-25, Transports and Elicitation: what a server asks beside a call reaches it, or ends the call. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerTalkTest {
    private static final String QUESTION = "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"elicitation/create\","
            + "\"params\":{\"message\":\"Your name?\"}}";

    private final CountDownLatch over = new CountDownLatch(1);
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        server.close();
    }

    private McpSession session(ServerRequestHandler handler) {
        return TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()), (method, news) -> {},
                        Map.of("elicitation/create", handler));
    }

    private static boolean isAnswer(FakeServer.Received request) {
        return !request.json().has("method") && request.json().path("id").asText().equals("q");
    }

    @Test
    void anAnswerThatIsTurnedAwayIsSentAgainWhenTheServerAsksForIt() {
        AtomicInteger answers = new AtomicInteger();
        CountDownLatch taken = new CountDownLatch(1);
        server.before((request, exchange) -> {
            if (isAnswer(request)) {
                if (answers.incrementAndGet() == 1) {
                    exchange.status(503, "Retry-After: 1");
                } else {
                    taken.countDown();
                }
            }
        }).on("tools/call", (request, exchange) -> {
            exchange.stream().event(QUESTION);
            assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
            exchange.event(exchange.message("\"result\":{\"done\":true}"));
        });

        JsonNode result = session(asked -> params().put("action", "decline")).request("tools/call", params(),
                patient());

        assertThat(result.path("done").asBoolean()).isTrue();
    }

    @Test
    void anAnswerThatCannotBeDeliveredEndsTheCall() throws Exception {
        server.before((request, exchange) -> {
            if (isAnswer(request)) {
                exchange.status(500);
            }
        }).on("tools/call", (request, exchange) -> {
            exchange.stream().event(QUESTION);
            over.await();
        });

        TransportException.HttpFailed failure = catchThrowableOfType(TransportException.HttpFailed.class,
                () -> session(asked -> params().put("action", "decline"))
                        .request("tools/call", params(), Call.within(Duration.ofMinutes(10))));

        assertThat(failure.status()).isEqualTo(500);
        assertThat(server.await("notifications/cancelled").json().at("/params/requestId").isIntegralNumber()).isTrue();
    }

    @Test
    void aCallStandsStillWhileTheUserAnswersWhatIsAskedOnTheStandAloneStream() {
        Call call = Call.within(Duration.ofSeconds(3));
        CountDownLatch called = new CountDownLatch(1);
        CompletableFuture<Boolean> wentOn = new CompletableFuture<>();
        server.on("GET", (request, exchange) -> {
            exchange.stream();
            assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
            exchange.event(QUESTION);
            over.await();
        }).on("tools/call", (request, exchange) -> {
            called.countDown();
            server.await(ServerTalkTest::isAnswer);
            exchange.result("{\"done\":true}");
        });
        McpSession session = session(question -> {
            wentOn.complete(call.rest(Duration.ofSeconds(4)));
            return params().put("action", "decline");
        });
        session.open(patient());

        JsonNode result = session.request("tools/call", params(), call);

        assertThat(result.path("done").asBoolean()).isTrue();
        assertThat(wentOn.join()).isTrue();
        session.close();
    }

    @Test
    void aCallThatBeginsWhileTheUserAnswersStandsStillToo() {
        Call call = patient();
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        CompletableFuture<Boolean> called = new CompletableFuture<>();
        CompletableFuture<Boolean> stood = new CompletableFuture<>();
        server.on("GET", (request, exchange) -> {
            exchange.stream().event(QUESTION);
            over.await();
        }).on("tools/call", (request, exchange) -> {
            called.complete(true);
            server.await(ServerTalkTest::isAnswer);
            exchange.result("{\"done\":true}");
        });
        McpSession session = session(question -> {
            asked.complete(true);
            var unused = called.orTimeout(20, TimeUnit.SECONDS).join();
            stood.complete(call.standsStill());
            return params().put("action", "decline");
        });
        session.open(patient());
        var unused = asked.orTimeout(20, TimeUnit.SECONDS).join();

        JsonNode result = session.request("tools/call", params(), call);

        assertThat(result.path("done").asBoolean()).isTrue();
        assertThat(stood.join()).isTrue();
        assertThat(call.standsStill()).isFalse();
        session.close();
    }
}
