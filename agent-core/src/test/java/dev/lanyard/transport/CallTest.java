package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.anonymous;
import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lanyard.transport.FakeServer.Exchange;
import dev.lanyard.transport.FakeServer.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MCP 2025-11-25: Cancellation, Progress, and Lifecycle, Timeouts. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallTest {
    private final CountDownLatch over = new CountDownLatch(1);
    private FakeServer server;
    private McpSession session;

    /** How far a server gets before it hangs. */
    enum Hang {
        BEFORE_HEADERS, IN_BODY, IN_STREAM, IN_EVENT
    }

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
        session = anonymous(server);
        session.open(patient());
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        server.close();
    }

    private void hang(Hang hang) {
        server.on("tools/call", (request, exchange) -> {
            switch (hang) {
                case BEFORE_HEADERS -> {
                }
                case IN_BODY -> exchange.head(200, "Content-Type: application/json", "Content-Length: 500");
                case IN_STREAM -> exchange.stream();
                case IN_EVENT -> exchange.stream().raw("data: {".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            over.await();
        });
    }

    private void isToldToTheServer(String reason) throws InterruptedException {
        Received notification = server.await("notifications/cancelled");
        Received call = server.received("tools/call").getFirst();
        assertThat(notification.json().at("/params/requestId")).isEqualTo(call.json().path("id"));
        assertThat(notification.json().at("/params/reason").asText()).isEqualTo(reason);
        assertThat(notification.header("Mcp-Session-Id")).isEqualTo("session-1");
    }

    @ParameterizedTest
    @EnumSource
    void endsAtItsDeadlineAndTellsTheServer(Hang hang) throws Exception {
        hang(hang);

        assertThatThrownBy(() -> session.request("tools/call", params(), Call.within(Duration.ofMillis(300))))
                .isInstanceOf(TransportException.TimedOut.class)
                .hasMessage("Server 'test' did not answer 'tools/call' within 300 ms. "
                        + "Try again, or allow it more time (--timeout; in a program callTimeout).");
        isToldToTheServer("");
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenCancelledAndTellsTheServer(Hang hang) throws Exception {
        hang(hang);
        Call call = patient();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = Thread.ofVirtual()
                .start(() -> thrown.set(catchThrowable(() -> session.request("tools/call", params(), call))));
        server.await("tools/call");
        call.cancel("the user left");
        caller.join();

        assertThat(thrown.get()).isInstanceOf(TransportException.Cancelled.class)
                .hasMessage("Server 'test' was not waited for: 'tools/call' was cancelled (the user left). "
                        + "Ask again if that was not meant.");
        isToldToTheServer("the user left");
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenItsThreadIsInterruptedAndTellsTheServer(Hang hang) throws Exception {
        hang(hang);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
        Thread caller = Thread.ofVirtual().start(() -> {
            thrown.set(catchThrowable(() -> session.request("tools/call", params(), patient())));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        server.await("tools/call");
        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(TransportException.Cancelled.class);
        assertThat(interrupted.get()).isTrue();
        isToldToTheServer("interrupted");
    }

    @Test
    void aCallCancelledBeforeItBeginsSendsNothing() {
        Call call = patient();
        call.cancel("never mind");

        assertThatThrownBy(() -> session.request("tools/call", params(), call))
                .isInstanceOf(TransportException.Cancelled.class);
        assertThat(server.received("tools/call")).isEmpty();
    }

    @RepeatedTest(20)
    void aCancellationThatRacesTheAnswerIsOneOrTheOther() throws Exception {
        server.on("tools/call",
                (request, exchange) -> exchange.stream().event(exchange.message("\"result\":{}")));
        Call call = patient();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = Thread.ofVirtual()
                .start(() -> thrown.set(catchThrowable(() -> session.request("tools/call", params(), call))));
        server.await("tools/call");
        call.cancel("race");
        caller.join();

        if (thrown.get() != null) {
            assertThat(thrown.get()).isInstanceOf(TransportException.Cancelled.class);
        }
    }

    @Test
    void oneCallCancelledLeavesTheOthersAlone() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch cancelled = new CountDownLatch(1);
        server.on("tools/call", (request, exchange) -> {
            exchange.stream();
            both.countDown();
            cancelled.await();
            exchange.event(exchange.message("\"result\":{}"));
        });
        Call doomed = patient();
        Thread first = Thread.ofVirtual().start(() -> {
            var unused = catchThrowable(() -> session.request("tools/call", params(), doomed));
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread second = Thread.ofVirtual()
                .start(() -> thrown.set(catchThrowable(() -> session.request("tools/call", params(), patient()))));
        both.await();
        doomed.cancel("");
        first.join();
        cancelled.countDown();
        second.join();

        assertThat(thrown.get()).isNull();
        assertThat(server.await("notifications/cancelled").json().path("params").has("reason")).isFalse();
    }

    @Test
    void asksForProgressOnlyWhereItIsWanted() {
        server.result("tools/call", "{}");
        session.request("tools/call", params().put("name", "a"), patient());
        session.request("tools/call", params().put("name", "b"), Call.within(Duration.ofSeconds(20), made -> {}));

        List<Received> calls = server.received("tools/call");
        assertThat(calls.get(0).json().path("params").has("_meta")).isFalse();
        assertThat(calls.get(1).json().at("/params/_meta/progressToken")).isEqualTo(calls.get(1).json().path("id"));
    }

    @Test
    void keepsTheCallersOwnMeta() {
        server.result("tools/call", "{}");
        var given = params();
        given.putObject("_meta").put("traceparent", "00-a-b-01");
        session.request("tools/call", given, Call.within(Duration.ofSeconds(20), made -> {}));

        assertThat(server.received("tools/call").getFirst().json().at("/params/_meta/traceparent").asText())
                .isEqualTo("00-a-b-01");
        assertThat(given.path("_meta").has("progressToken")).isFalse();
    }

    @Test
    void progressReachesTheCallItIsAbout() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        server.on("tools/call", (request, exchange) -> {
            both.countDown();
            both.await();
            int id = request.json().path("id").asInt();
            exchange.stream()
                    .event(progress(id + 1, 66, ""))
                    .event(progress(id - 1, 66, ""))
                    .event(progress(id, id, ",\"total\":9,\"message\":\"half\""))
                    .event(progress(id, id + 1, ""))
                    .event(exchange.message("\"result\":{\"id\":" + id + "}"));
        });
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>(Parallel.run(2, index -> {
            ConcurrentLinkedQueue<Progress> heard = new ConcurrentLinkedQueue<>();
            int id = session
                    .request("tools/call", params(), Call.within(Duration.ofSeconds(20), heard::add))
                    .path("id")
                    .asInt();
            assertThat(heard).containsExactly(new Progress(id, 9.0, "half"), new Progress(id + 1, null, null));
        }));

        assertThat(failures).isEmpty();
    }

    private static String progress(int token, int made, String more) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":" + token
                + ",\"progress\":" + made + more + "}}";
    }

    /** The answer comes after one and a half times the timeout, each report well within it. */
    @Test
    void progressExtendsTheDeadline() {
        Duration timeout = Duration.ofSeconds(2);
        server.on("tools/call", (request, exchange) -> {
            int id = request.json().path("id").asInt();
            exchange.stream();
            for (int i = 1; i <= 12; i++) {
                pass(timeout.toMillis() / 8);
                exchange.event(progress(id, i, ""));
            }
            exchange.event(exchange.message("\"result\":{}"));
        });
        ConcurrentLinkedQueue<Progress> heard = new ConcurrentLinkedQueue<>();

        session.request("tools/call", params(), Call.within(timeout, heard::add));

        assertThat(heard).hasSize(12);
    }

    /** MCP 2025-11-25, Lifecycle, Timeouts: a maximum holds whatever progress is reported. */
    @Test
    void progressExtendsNoCallForEver() {
        server.on("tools/call", (request, exchange) -> {
            int id = request.json().path("id").asInt();
            exchange.stream();
            for (int i = 1; over.getCount() > 0; i++) {
                pass(20);
                exchange.event(progress(id, i, ""));
            }
        });

        assertThatThrownBy(
                () -> session.request("tools/call", params(), Call.within(Duration.ofMillis(300), made -> {})))
                .isInstanceOf(TransportException.TimedOut.class);
    }

    @Test
    void b13aFloodOfProgressReachesNobodyButForItsEnd() {
        int flood = 10_000;
        server.on("tools/call", (request, exchange) -> {
            int id = request.json().path("id").asInt();
            exchange.stream();
            for (int i = 1; i <= flood; i++) {
                exchange.event(progress(id, i, ""));
            }
            exchange.event(exchange.message("\"result\":{}"));
        });
        ConcurrentLinkedDeque<Progress> heard = new ConcurrentLinkedDeque<>();

        session.request("tools/call", params(), Call.within(Duration.ofSeconds(20), heard::add));

        assertThat(heard.getLast()).isEqualTo(new Progress(flood, null, null));
        assertThat(heard).hasSizeLessThan(flood / 2);
    }

    @Test
    void aProgressListenerThatThrowsBreaksNoCall() {
        server.on("tools/call", (request, exchange) -> exchange.stream()
                .event(progress(request.json().path("id").asInt(), 1, ""))
                .event(exchange.message("\"result\":{\"fine\":true}")));

        assertThat(session.request("tools/call", params(), Call.within(Duration.ofSeconds(20), made -> {
            throw new IllegalStateException("mine");
        })).path("fine").asBoolean()).isTrue();
    }

    @Test
    void progressThatNobodyAskedForExtendsNothing() {
        server.on("tools/call", (request, exchange) -> {
            int id = request.json().path("id").asInt();
            exchange.stream();
            while (over.getCount() > 0) {
                pass(20);
                exchange.event(progress(id, 1, ""));
            }
        });

        assertThatThrownBy(() -> session.request("tools/call", params(), Call.within(Duration.ofMillis(300))))
                .isInstanceOf(TransportException.TimedOut.class);
    }

    /** Lets time pass at the server; the test waits for nothing by it. */
    private void pass(long millis) throws InterruptedException {
        boolean unused = over.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    @Test
    void aTrickleOfCommentsDoesNotKeepACallAlive() {
        server.on("tools/call", (request, exchange) -> {
            Exchange stream = exchange.stream();
            while (over.getCount() > 0) {
                pass(20);
                stream.raw(": still here\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        });

        assertThatThrownBy(() -> session.request("tools/call", params(), Call.within(Duration.ofMillis(300))))
                .isInstanceOf(TransportException.TimedOut.class);
    }
}
