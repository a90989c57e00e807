package dev.lanyard.soak;

import dev.lanyard.connection.ServerConnection;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.TransportException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A server hangs: before its headers, in a body, in a stream, in an event. */
final class DeadlineAccuracy implements Promise {
    private static final int ROUNDS = 15;
    /** Calls before those that count, as the first loads classes. */
    private static final int WARM_UP = 2;
    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final double BOUND_MILLIS = 100;

    @Override
    public List<Row> measure(Duration time) throws Exception {
        List<FakeServer.Script> hangs = List.of((request, exchange) -> {}, (request, exchange) -> exchange.head(200,
                "Content-Type: application/json", "Content-Length: 500"), (request, exchange) -> exchange.stream(),
                (request, exchange) -> exchange.stream().raw("data: {".getBytes(StandardCharsets.UTF_8)));
        Samples offs = new Samples();
        Samples own = new Samples();
        int wrong = 0;
        int told = 0;
        for (FakeServer.Script hang : hangs) {
            CountDownLatch over = new CountDownLatch(1);
            try (FakeServer server = Peer.fake(); ServerConnection connection = Peer.connection(server.url())) {
                server.on("tools/call", (request, exchange) -> {
                    hang.answer(request, exchange);
                    over.await();
                });
                connection.open();
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    CompletableFuture<Double> machine = CompletableFuture.supplyAsync(DeadlineAccuracy::lateness,
                            task -> Thread.ofVirtual().start(task));
                    long begun = System.nanoTime();
                    try {
                        Peer.call(connection, "a", TIMEOUT);
                        wrong++;
                    } catch (TransportException.TimedOut e) {
                        double off = (System.nanoTime() - begun) / 1e6 - TIMEOUT.toMillis();
                        if (round >= 0) {
                            offs.add(Math.abs(off));
                            own.add(Math.max(0, Math.abs(off) - machine.join()));
                        }
                    }
                    String id = server.received("tools/call").getLast().json().path("id").asText();
                    var unused = server.await(request -> request.rpc().equals("notifications/cancelled")
                            && request.json().at("/params/requestId").asText().equals(id));
                    told++;
                }
            } finally {
                over.countDown();
            }
        }
        int all = hangs.size() * (ROUNDS + WARM_UP);
        return List.of(new Row("a hang ends at its timeout of 400 ms, the server is told",
                "at most %.1f ms off, median %.1f ms; %.1f ms beyond what the machine was late; %d of %d told, %d no error"
                        .formatted(offs.max(), offs.median(), own.max(), told, all, wrong),
                "±100 ms, all told", wrong == 0 && told == all && offs.max() <= BOUND_MILLIS));
    }

    /** Returns how late a thread wakes that only waits for the same time: what the machine adds when it is busy. */
    private static double lateness() {
        long begun = System.nanoTime();
        LockSupport.parkNanos(TIMEOUT.toNanos());
        return Math.max(0, (System.nanoTime() - begun - TIMEOUT.toNanos()) / 1e6);
    }
}
