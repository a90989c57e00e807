package dev.lanyard.connection;

import static dev.lanyard.connection.TestConnections.list;
import static dev.lanyard.connection.TestConnections.simple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.Fault;
import dev.lanyard.transport.FaultProxy;
import dev.lanyard.transport.Parallel;
import dev.lanyard.transport.TransportException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.threeten.extra.MutableClock;

/** A server that dies is seen to be dead, costs little while it is, and is back by itself or with the next call. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HealthTest {
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final BlockingQueue<AgentEvent> events = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private FakeServer server;
    private FaultProxy proxy;
    private ServerConnection connection;

    @BeforeEach
    void start() throws IOException {
        server = usual(FakeServer.start());
        proxy = FaultProxy.before(server.url());
        connection = TestConnections.anonymous("s", proxy.url(), events::add, clock);
        connection.open();
        events.clear();
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        connection.close();
        proxy.close();
        server.close();
    }

    private static FakeServer usual(FakeServer server) {
        return server.result("tools/list", list(simple("a")))
                .result("ping", "{}")
                .result("tools/call", "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}");
    }

    private String call() {
        return call(Duration.ofSeconds(20));
    }

    private String call(Duration timeout) {
        return connection.call("a", JsonNodeFactory.instance.objectNode(), Call.within(timeout)).text();
    }

    private <E extends AgentEvent> E await(Class<E> type) throws InterruptedException {
        while (true) {
            AgentEvent event = events.poll(20, TimeUnit.SECONDS);
            assertThat(event).as("an event %s", type).isNotNull();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    @Test
    void aDeadServerIsNoLongerReadyButItsToolsAreKnown() throws Exception {
        proxy.set(new Fault.ResetAfter(0));

        assertThatThrownBy(this::call).isInstanceOf(TransportException.Unreachable.class);

        assertThat(connection.state()).isInstanceOf(ConnectionState.Lost.class);
        assertThat(connection.state().known().orElseThrow().tools()).extracting(ServerTool::name).containsExactly("a");
        assertThat(await(AgentEvent.ServerFailed.class).failure()).isInstanceOf(TransportException.Unreachable.class);
    }

    @Test
    void isBackByItselfWithoutAnyCall() throws Exception {
        proxy.set(new Fault.ResetAfter(0));
        assertThatThrownBy(this::call).isInstanceOf(TransportException.Unreachable.class);
        proxy.set(new Fault.None());

        assertThat(await(AgentEvent.ServerReady.class).tools()).isEqualTo(1);
        assertThat(connection.state()).isInstanceOf(ConnectionState.Ready.class);
        // The one whose answer was cut may have arrived; nobody sent another.
        assertThat(server.received("tools/call")).hasSizeLessThanOrEqualTo(1);
    }

    @RepeatedTest(10)
    void aRestartedServerIsBackAfterAtMostOneFailedCall() throws Exception {
        int port = server.url().getPort();
        server.die();
        assertThat(Parallel.run(16, index -> call())).hasSize(16);
        server = usual(FakeServer.startAt(port));

        Throwable first = catchThrowable(this::call);

        assertThat(call()).as("after %s", first).isEqualTo("ok");
    }

    @Test
    void afterFiveFailuresCallsFailAtOnceUntilTheProbe() throws Exception {
        proxy.set(new Fault.ResetAfter(0));
        for (int i = 0; i < Breaker.FAILURES; i++) {
            assertThatThrownBy(this::call).isInstanceOf(TransportException.Unreachable.class);
        }
        int before = proxy.connections();

        assertThatThrownBy(this::call).isInstanceOf(ConnectionException.Suspended.class);
        assertThat(Parallel.run(16, index -> call())).hasSize(16)
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(ConnectionException.Suspended.class));
        assertThat(proxy.connections()).isEqualTo(before);
        assertThat(connection.state()).isInstanceOf(ConnectionState.Lost.class);

        proxy.set(new Fault.None());
        clock.add(Breaker.PAUSE);
        assertThat(call()).isEqualTo("ok");
        assertThat(connection.state()).isInstanceOf(ConnectionState.Ready.class);
    }

    @Test
    void aToolThatFailsOrARefusalIsNoReasonToGiveUp() {
        AtomicBoolean refused = new AtomicBoolean();
        server.on("tools/call", (request, exchange) -> {
            if (refused.getAndSet(!refused.get())) {
                exchange.status(403);
            } else {
                exchange.json(200, exchange.message("\"error\":{\"code\":-32603,\"message\":\"no\"}"));
            }
        });
        for (int i = 0; i < 2 * Breaker.FAILURES; i++) {
            assertThatThrownBy(this::call).isNotInstanceOf(ConnectionException.Suspended.class);
        }

        assertThat(connection.state()).isInstanceOf(ConnectionState.Ready.class);
    }

    @Test
    void aGatewayThatFindsNoServerCounts() {
        server.on("tools/call", (request, exchange) -> exchange.status(502));
        for (int i = 0; i < Breaker.FAILURES; i++) {
            assertThatThrownBy(this::call).isInstanceOf(TransportException.HttpFailed.class);
        }

        assertThatThrownBy(this::call).isInstanceOf(ConnectionException.Suspended.class);
        assertThat(connection.state()).isInstanceOf(ConnectionState.Lost.class);
    }

    @Test
    void aSlowToolOnALivingServerIsNoReasonToGiveUp() throws Exception {
        server.on("tools/call", (request, exchange) -> over.await());

        assertThatThrownBy(() -> call(Duration.ofMillis(200))).isInstanceOf(TransportException.TimedOut.class);
        var unused = server.await("ping");
        assertThat(connection.state()).isInstanceOf(ConnectionState.Ready.class);
        assertThat(events).isEmpty();
    }

    @Test
    void aServerThatFallsSilentIsLostOnceItShowsNoSignOfLife() throws Exception {
        server.before((request, exchange) -> {
            if (request.rpc().equals("tools/call")) {
                over.await();
            } else if (request.rpc().equals("ping")) {
                exchange.raw(new byte[0]);
            }
        });

        assertThatThrownBy(() -> call(Duration.ofMillis(200))).isInstanceOf(TransportException.TimedOut.class);

        assertThat(await(AgentEvent.ServerFailed.class).failure()).isInstanceOf(TransportException.Unreachable.class);
        assertThat(connection.state()).isInstanceOf(ConnectionState.Lost.class);
    }

    @Test
    void aServerThatComesBackWithoutWantingUsIsAFailure() throws Exception {
        server.before((request, exchange) -> exchange.status(401));
        proxy.cut();
        proxy.set(new Fault.ResetAfter(0));
        assertThatThrownBy(this::call).isInstanceOf(TransportException.Unreachable.class);
        assertThat(await(AgentEvent.ServerFailed.class)).isNotNull();
        proxy.set(new Fault.None());
        var unused = catchThrowable(this::call);

        assertThatThrownBy(connection::open).isInstanceOf(ConnectionException.CredentialRefused.class);
        assertThat(connection.state()).isInstanceOf(ConnectionState.Failed.class);
    }

    @Test
    void aToolIsCalledAgainOnlyIfItsServerSaysThatThisIsHarmless() {
        AtomicBoolean away = new AtomicBoolean(true);
        server.result("tools/list",
                """
                {"tools":[{"name":"a","inputSchema":{"type":"object"}},
                 {"name":"b","inputSchema":{"type":"object"},"annotations":{"idempotentHint":true}}]}""");
        server.on("tools/call", (request, exchange) -> {
            if (away.getAndSet(!away.get())) {
                exchange.status(503, "Retry-After: 0");
            } else {
                exchange.result("{\"content\":[]}");
            }
        });
        ServerConnection fresh = TestConnections.anonymous("s", server);

        assertThatThrownBy(
                () -> fresh.call("a", JsonNodeFactory.instance.objectNode(), Call.within(Duration.ofSeconds(20))))
                .isInstanceOf(TransportException.HttpFailed.class);
        away.set(true);
        assertThat(
                fresh.call("b", JsonNodeFactory.instance.objectNode(), Call.within(Duration.ofSeconds(20))).isError())
                .isFalse();
        assertThat(server.received("tools/call")).hasSize(3);
        fresh.close();
    }
}
