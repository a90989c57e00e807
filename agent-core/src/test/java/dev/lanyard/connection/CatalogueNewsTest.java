package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.transport.ClientInfo;
import dev.lanyard.transport.FakeServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** MCP 2025-11-25, Tools, List Changed Notification. */
class CatalogueNewsTest {
    private static final String CHANGED = """
                                          {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}""";

    @Test
    void listsTheToolsAgainWhenTheServerSaysThatTheyChanged() throws Exception {
        CountDownLatch change = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start()) {
            server.on("initialize",
                    (request, exchange) -> exchange
                            .result("""
                                    {"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true}}}"""))
                    .on("tools/list", (request, exchange) -> exchange.result(
                            TestConnections.list(TestConnections.simple(change.getCount() > 0 ? "old" : "new"))))
                    .on("GET", (request, exchange) -> {
                        change.await();
                        exchange.stream().event(CHANGED);
                        new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                    });
            var config = new ServerConfig.Http("s", server.url(), Map.of(), Map.of(), new AuthConfig.None(), false);
            try (ServerConnection connection = ConnectionFactory.builder(new ClientInfo("test", "1"), Clock.systemUTC())
                    .build()
                    .connection(config)) {
                assertThat(connection.tools()).extracting(ServerTool::name).containsExactly("old");

                change.countDown();

                var unused = server.await(request -> server.received("tools/list").size() == 2);
                assertThat(eventually(connection)).isEqualTo("new");
            }
        }
    }

    @Test
    void listsTheToolsOnceMoreWhenThatFailed() throws Exception {
        AtomicInteger listings = new AtomicInteger();
        try (FakeServer server = FakeServer.start()) {
            server.on("tools/list", (request, exchange) -> {
                int listing = listings.incrementAndGet();
                if (listing == 2) {
                    exchange.json(200, exchange.message("\"error\":{\"code\":-32603,\"message\":\"not now\"}"));
                } else {
                    exchange.result(TestConnections.list(TestConnections.simple(listing == 1 ? "old" : "new")));
                }
            });
            try (ServerConnection connection = TestConnections.anonymous("s", server)) {
                assertThat(connection.tools()).extracting(ServerTool::name).containsExactly("old");

                connection.refreshSoon();

                assertThat(eventually(connection)).isEqualTo("new");
                assertThat(listings).hasValue(3);
            }
        }
    }

    /** MCP 2025-11-25, Resources, Subscriptions. */
    @Test
    void tellsWhichResourceHasChanged() throws Exception {
        CompletableFuture<AgentEvent.ResourceUpdated> heard = new CompletableFuture<>();
        CountDownLatch subscribed = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start()) {
            server.result("initialize",
                    """
                    {"protocolVersion":"2025-11-25","capabilities":{"resources":{"subscribe":true}}}""")
                    .on("resources/subscribe", (request, exchange) -> {
                        exchange.result("{}");
                        subscribed.countDown();
                    })
                    .on("GET", (request, exchange) -> {
                        subscribed.await();
                        exchange.stream()
                                .event(updated("x".repeat(9000)))
                                .event(updated(""))
                                .event(updated(
                                        "file:///a\\u202e\\n\\u001bb"));
                        new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                    });
            var config = new ServerConfig.Http("s", server.url(), Map.of(), Map.of(), new AuthConfig.None(), false);
            try (var view = new McpClientView(
                    ConnectionFactory.builder(new ClientInfo("test", "1"), Clock.systemUTC()).listener(event -> {
                        if (event instanceof AgentEvent.ResourceUpdated updated) {
                            heard.complete(updated);
                        }
                    }).build().connection(config), Duration.ofSeconds(20))) {
                view.subscribeToResource("file:///a");

                assertThat(heard.get(20, TimeUnit.SECONDS))
                        .isEqualTo(new AgentEvent.ResourceUpdated("s", "file:///ab"));
            }
        }
    }

    private static String updated(String uri) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{\"uri\":\"" + uri
                + "\"}}";
    }

    private static String eventually(ServerConnection connection) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (connection.tools().getFirst().name().equals("old") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return connection.tools().getFirst().name();
    }
}
