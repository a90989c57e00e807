package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MCP 2025-11-25, Session Management, Logging and Subscriptions: what a session was asked for holds in the one after it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WishesTest {
    private FakeServer server;
    private McpSession session;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start()
                .result("logging/setLevel", "{}")
                .result("resources/subscribe", "{}")
                .result("resources/unsubscribe", "{}")
                .on("tools/list", (request, exchange) -> {
                    if (isOf(request, "session-1")) {
                        exchange.status(404);
                    } else {
                        exchange.result("{\"tools\":[]}");
                    }
                });
        session = TestSessions.anonymous(server);
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        server.close();
    }

    private static boolean isOf(FakeServer.Received request, String id) {
        return request.header("Mcp-Session-Id").equals(id);
    }

    private void ask(String method, String name, String value) {
        var unused = session.request(method, params().put(name, value), patient());
    }

    private void lose() {
        var unused = session.request("tools/list", params(), patient());
    }

    @Test
    void theLevelIsSetAgainBeforeTheCallThatFoundTheSessionLost() {
        ask("logging/setLevel", "level", "info");
        ask("logging/setLevel", "level", "debug");

        lose();

        assertThat(
                server.received().stream().filter(request -> isOf(request, "session-2")).map(FakeServer.Received::rpc))
                .startsWith("notifications/initialized", "logging/setLevel", "tools/list");
        assertThat(server.received("logging/setLevel")).hasSize(3)
                .last()
                .satisfies(request -> assertThat(request.json().path("params").path("level").asText())
                        .isEqualTo("debug"));
    }

    @Test
    void whatIsStillWatchedIsWatchedAgain() throws Exception {
        ask("resources/subscribe", "uri", "file:///a");
        ask("resources/subscribe", "uri", "file:///b");
        ask("resources/unsubscribe", "uri", "file:///a");

        lose();

        var again = server.await(request -> request.rpc().equals("resources/subscribe") && isOf(request, "session-2"));
        assertThat(again.json().path("params").path("uri").asText()).isEqualTo("file:///b");
    }

    @Test
    void whatTheNewSessionRefusesCostsNothingElse() {
        ask("logging/setLevel", "level", "debug");
        server.on("logging/setLevel", (request, exchange) -> exchange.json(200,
                exchange.message("\"error\":{\"code\":-32601,\"message\":\"gone\"}")));

        lose();

        assertThat(server.received("tools/list")).hasSize(2);
    }

    @Test
    void whatWasRefusedIsNotWishedFor() {
        server.on("logging/setLevel", (request, exchange) -> exchange.json(200,
                exchange.message("\"error\":{\"code\":-32602,\"message\":\"no such level\"}")));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ask("logging/setLevel", "level", "loud"))
                .isInstanceOf(TransportException.RemoteError.class);

        lose();

        assertThat(server.received("logging/setLevel")).hasSize(1);
    }
}
