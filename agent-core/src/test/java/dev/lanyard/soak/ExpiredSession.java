package dev.lanyard.soak;

import dev.lanyard.connection.ServerConnection;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.Parallel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A server forgets the session (404) while 64 calls are under way in it; MCP 2025-11-25, Session Management, point 4. */
final class ExpiredSession implements Promise {
    private static final int CALLS = 64;
    private static final int ROUNDS = 20;

    @Override
    public List<Row> measure(Duration time) throws Exception {
        int succeeded = 0;
        int greetings = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (FakeServer server = Peer.fake(); ServerConnection connection = Peer.connection(server.url())) {
                connection.open();
                CountDownLatch all = new CountDownLatch(CALLS);
                server.before((request, exchange) -> {
                    if (request.rpc().equals("tools/call") && request.header("Mcp-Session-Id").equals("session-1")) {
                        all.countDown();
                        all.await();
                        exchange.status(404);
                    }
                });
                succeeded += CALLS - Parallel.run(CALLS, index -> Peer.call(connection, "a", Peer.PATIENT)).size();
                greetings += server.received("initialize").size() - 1;
            }
        }
        return List.of(new Row("session expired under 64 parallel calls",
                "%d of %d succeeded, %d initialisations in %d rounds".formatted(succeeded, CALLS * ROUNDS, greetings,
                        ROUNDS),
                "all succeed, 1 a round", succeeded == CALLS * ROUNDS && greetings == ROUNDS));
    }
}
