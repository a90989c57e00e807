package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.transport.ClientInfo;
import dev.lanyard.transport.FakeServer;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    private static String eventually(ServerConnection connection) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (connection.tools().getFirst().name().equals("old") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return connection.tools().getFirst().name();
    }
}
