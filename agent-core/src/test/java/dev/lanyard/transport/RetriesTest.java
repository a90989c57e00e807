package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.anonymous;
import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that turns requests away is asked again, within bounds; a tool is not called twice unless that is harmless. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RetriesTest {
    private FakeServer server;
    private McpSession session;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
        session = anonymous(server);
        session.open(patient());
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        server.close();
    }

    /** Turns the first requests away and answers those that follow. */
    private void turnAway(int times, int status, String... headers) {
        AtomicInteger left = new AtomicInteger(times);
        FakeServer.Script script = (request, exchange) -> {
            if (left.getAndDecrement() > 0) {
                exchange.status(status, headers);
            } else {
                exchange.result("{\"ok\":true}");
            }
        };
        server.on("tools/list", script).on("tools/call", script);
    }

    @ParameterizedTest
    @CsvSource({"429,1", "429,2", "503,1", "503,2"})
    void isAskedAgain(int status, int times) {
        turnAway(times, status, "Retry-After: 0");

        assertThat(session.request("tools/list", params(), patient()).path("ok").asBoolean()).isTrue();
        assertThat(server.received("tools/list")).hasSize(times + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void isAskedThreeTimesAndNoMore(int status) {
        turnAway(100, status);

        var failure = catchThrowableOfType(TransportException.HttpFailed.class,
                () -> session.request("tools/list", params(), patient()));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(server.received("tools/list")).hasSize(3);
    }

    @Test
    void isNotAskedBeforeTheTimeItNames() {
        turnAway(1, 429, "Retry-After: 1");
        long begun = System.nanoTime();

        session.request("tools/list", params(), patient());

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isNotAskedAgainWhenTheCallWouldBeOver() {
        turnAway(1, 429, "Retry-After: 3600");

        assertThatThrownBy(() -> session.request("tools/list", params(), patient()))
                .isInstanceOf(TransportException.HttpFailed.class)
                .hasMessage("Server 'test' answered HTTP 429. Try again later, or ask it less often.");
        assertThat(server.received("tools/list")).hasSize(1);
    }

    @Test
    void theCallEndsOnTimeWhileItWaits() throws Exception {
        turnAway(1, 503, "Retry-After: 10");
        Call call = patient();
        Thread.ofVirtual().start(() -> {
            try {
                server.await("tools/list");
                call.cancel("the user left");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> session.request("tools/list", params(), call))
                .isInstanceOf(TransportException.Cancelled.class);
        assertThat(server.received("tools/list")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aToolIsNotCalledAgain(int status) {
        turnAway(1, status, "Retry-After: 0");

        assertThatThrownBy(() -> session.request("tools/call", params(), patient()))
                .isInstanceOf(TransportException.HttpFailed.class);
        assertThat(server.received("tools/call")).hasSize(1);
    }

    @Test
    void aToolThatMayBeRepeatedIsCalledAgain() {
        turnAway(2, 503, "Retry-After: 0");
        Call call = patient();
        call.allowRepeat();

        assertThat(session.request("tools/call", params(), call).path("ok").asBoolean()).isTrue();
        assertThat(server.received("tools/call")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void whatMayHaveBegunIsNotAskedAgain(int status) {
        turnAway(1, status, "Retry-After: 0");

        assertThatThrownBy(() -> session.request("tools/list", params(), patient()))
                .isInstanceOf(TransportException.HttpFailed.class);
        assertThat(server.received("tools/list")).hasSize(1);
    }

    @Test
    void aCutCallIsNotMadeAgainEvenIfThatIsHarmless() {
        server.on("tools/call", (request, exchange) -> exchange.stream());
        Call call = patient();
        call.allowRepeat();

        assertThatThrownBy(() -> session.request("tools/call", params(), call)).isInstanceOf(TransportException.class);
        assertThat(server.received("tools/call")).hasSize(1);
    }
}
