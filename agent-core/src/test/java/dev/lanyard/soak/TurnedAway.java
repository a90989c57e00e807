package dev.lanyard.soak;

import dev.lanyard.connection.ServerConnection;
import dev.lanyard.error.AgentException;
import dev.lanyard.transport.FakeServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server answers 429 or 503. */
final class TurnedAway implements Promise {
    private static final int ROUNDS = 10;

    @Override
    public List<Row> measure(Duration time) throws Exception {
        List<Row> rows = new ArrayList<>();
        Samples waits = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            waits.add(betweenTries());
        }
        rows.add(new Row("429 with Retry-After: 1",
                "asked again after %.0f to %.0f ms".formatted(waits.percentile(0), waits.max()),
                "not before 1 s; jitter at most 0.5 s (0.5 s more for load)",
                waits.percentile(0) >= 1000 && waits.max() <= 2000));
        int idempotent = tries("b");
        int other = tries("a");
        rows.add(new Row("503 for ever", "%d tries of an idempotent tool, %d of another".formatted(idempotent, other),
                "at most 3; 1", idempotent == 3 && other == 1));
        return rows;
    }

    private static double betweenTries() throws Exception {
        List<Long> arrivals = new ArrayList<>();
        try (FakeServer server = Peer.fake(); ServerConnection connection = Peer.connection(server.url())) {
            server.before((request, exchange) -> {
                if (request.rpc().equals("tools/call")) {
                    arrivals.add(System.nanoTime());
                    if (arrivals.size() == 1) {
                        exchange.status(429, "Retry-After: 1");
                    }
                }
            });
            var unused = Peer.call(connection, "b", Peer.PATIENT);
        }
        return (arrivals.get(1) - arrivals.get(0)) / 1e6;
    }

    private static int tries(String tool) throws Exception {
        try (FakeServer server = Peer.fake(); ServerConnection connection = Peer.connection(server.url())) {
            server.on("tools/call", (request, exchange) -> exchange.status(503));
            try {
                var unused = Peer.call(connection, tool, Peer.PATIENT);
            } catch (AgentException e) {
                // As it should be.
            }
            return server.received("tools/call").size();
        }
    }
}
