package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2025-11-25, Transports, Listening for Messages, and MCP 2026-07-28, Subscriptions: what is missed is asked for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandingStreamTest {
    private static final String CHANGING = "{\"tools\":{\"listChanged\":true}}";

    private final Semaphore told = new Semaphore(0);
    private final CountDownLatch over = new CountDownLatch(1);
    private FakeServer server;
    private McpSession session;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start();
        // Of prompts no server here tells anything: that they are said to have changed means that news was missed.
        session = TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()), (method, news) -> {
                    if (method.equals("notifications/prompts/list_changed")) {
                        told.release();
                    }
                }, Map.of());
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        session.close();
        server.close();
    }

    private void changing() {
        server.on("initialize", (request, exchange) -> exchange.json(200,
                exchange.message("\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":" + CHANGING + "}"),
                "Mcp-Session-Id: session"));
    }

    private void awaitMissed() throws InterruptedException {
        assertThat(told.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 400, 429})
    void isOpenedAgainThoughTheServerWasAwayAndSaysThatNewsWasMissed(int status) throws Exception {
        changing();
        AtomicInteger opened = new AtomicInteger();
        server.on("GET", (request, exchange) -> {
            switch (opened.incrementAndGet()) {
                case 1 -> exchange.stream().event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}");
                case 2 -> exchange.status(status, "Retry-After: 0");
                default -> {
                    exchange.stream();
                    over.await();
                }
            }
        });

        session.open(patient());

        awaitMissed();
        assertThat(server.received("GET")).hasSize(3);
    }

    @Test
    void saysNothingOfTheSortWhereTheServerGoesOnFromTheLastEvent() throws Exception {
        changing();
        AtomicInteger opened = new AtomicInteger();
        CountDownLatch heard = new CountDownLatch(1);
        server.on("GET", (request, exchange) -> {
            switch (opened.incrementAndGet()) {
                case 1 -> exchange.stream()
                        .raw("id: e1\nretry: 1\ndata: \n\n".getBytes(
                                java.nio.charset.StandardCharsets.UTF_8));
                case 2 -> {
                    assertThat(request.header("Last-Event-ID")).isEqualTo("e1");
                    exchange.stream().event("{\"jsonrpc\":\"2.0\",\"id\":\"after\",\"method\":\"ping\"}");
                    heard.countDown();
                    over.await();
                }
                default -> exchange.status(405);
            }
        });

        session.open(patient());

        server.await(request -> request.json().path("id").asText().equals("after"));
        assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(told.availablePermits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503})
    void theNewerEraListensAgainAndForgetsWhatItKept(int status) throws Exception {
        AtomicInteger opened = new AtomicInteger();
        server.result("server/discover", "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],"
                + "\"capabilities\":" + CHANGING + "}")
                .result("tools/list", "{\"resultType\":\"complete\",\"ttlMs\":3600000,\"cacheScope\":\"private\","
                        + "\"tools\":[]}")
                .on("subscriptions/listen", (request, exchange) -> {
                    int number = opened.incrementAndGet();
                    if (number == 2) {
                        exchange.status(status, "Retry-After: 0");
                        return;
                    }
                    exchange.stream().event("""
                                            {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged",\
                                            "params":{}}""");
                    if (number == 1) {
                        server.await("tools/list");
                    } else {
                        over.await();
                    }
                });

        var unused = session.request("tools/list", params(), patient());
        awaitMissed();
        unused = session.request("tools/list", params(), patient());

        assertThat(server.received("tools/list")).hasSize(2);
    }

    @Test
    void aSessionThatTakesThePlaceOfALostOneMayHaveOtherLists() throws Exception {
        server.on("tools/list", (request, exchange) -> {
            if (request.header("Mcp-Session-Id").equals("session-1")) {
                exchange.status(404);
            } else {
                exchange.result("{\"tools\":[]}");
            }
        });

        var unused = session.request("tools/list", params(), patient());

        awaitMissed();
    }

    @Test
    void endsWhereTheServerSaysThatThereIsNoSuchStream() {
        var none = MissingNode.getInstance();
        assertThat(List.of(404, 405, 501)).allMatch(
                status -> StandingStream.isFinal(new TransportException.HttpFailed("test", status, "")));
        assertThat(List.of(400, 409, 410, 429, 500, 502, 503, 504)).noneMatch(
                status -> StandingStream.isFinal(new TransportException.HttpFailed("test", status, "")));
        assertThat(StandingStream.isFinal(new TransportException.RemoteError("test", "m", 200, -32601, "", none)))
                .isTrue();
        assertThat(StandingStream.isFinal(new TransportException.RemoteError("test", "m", 404, -32000, "", none)))
                .isTrue();
        assertThat(StandingStream.isFinal(new TransportException.RemoteError("test", "m", 200, -32603, "", none)))
                .isFalse();
        assertThat(StandingStream.isFinal(
                new TransportException.Refused("test", Challenge.of(401, List.of()), ""))).isTrue();
    }
}
