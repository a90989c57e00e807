package dev.lanyard.soak;

import dev.lanyard.connection.ConnectionException;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.Fault;
import dev.lanyard.transport.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server dies and stays dead for a while: the breaker opens, and lets the server be tried again in time. */
final class DeadServer implements Promise {
    private static final double PROBE_MILLIS = 30_000;
    private static final double MARGIN_MILLIS = 3_000;
    private static final long PATIENCE_SECONDS = 120;

    @Override
    public List<Row> measure(Duration time) throws Exception {
        Semaphore ready = new Semaphore(0);
        try (FakeServer server = Peer.fake();
                FaultProxy proxy = FaultProxy.before(server.url());
                ServerConnection connection = Peer.factory(event -> {
                    if (event instanceof AgentEvent.ServerReady) {
                        ready.release();
                    }
                }).connection(Peer.config("soak", proxy.url()))) {
            connection.open();
            ready.acquire();
            proxy.set(new Fault.ResetAfter(0));
            int failures = 0;
            while (!suspended(connection) && failures < 100) {
                failures++;
            }
            long opened = System.nanoTime();
            Samples refusals = new Samples();
            int others = 0;
            for (int i = 0; i < 1000; i++) {
                others += refusals.time(() -> suspended(connection)) ? 0 : 1;
            }
            proxy.set(new Fault.None());
            if (!ready.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The server is not found back");
            }
            double back = (System.nanoTime() - opened) / 1e6;
            return List.of(
                    new Row("breaker",
                            "open after %d failures; then %d of 1000 calls asked, the others took %.2f ms (p95)"
                                    .formatted(failures, others, refusals.percentile(95)),
                            "5 failures; 0 calls asked",
                            failures == 5 && others == 0),
                    new Row("breaker, probe", "the server is found back after %.1f s, by itself".formatted(back / 1000),
                            "30 s (3 s more for load)",
                            back >= PROBE_MILLIS - MARGIN_MILLIS && back <= PROBE_MILLIS + MARGIN_MILLIS));
        }
    }

    private static boolean suspended(ServerConnection connection) {
        try {
            var unused = Peer.call(connection, "a", Peer.PATIENT);
            return false;
        } catch (ConnectionException.Suspended e) {
            return true;
        } catch (AgentException e) {
            return false;
        }
    }
}
