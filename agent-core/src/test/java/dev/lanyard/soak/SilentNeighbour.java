package dev.lanyard.soak;

import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ConnectionFactory;
import dev.lanyard.connection.Connections;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.transport.Fault;
import dev.lanyard.transport.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One server of five takes connections and says nothing. Rounds with and without it alternate, as the machine is never idle. */
final class SilentNeighbour implements Promise {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 12;
    private static final int CALLS = 200;
    private static final double MOST = 1.10;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What rounds of one sort took. */
    private record Measured(Samples start, Samples calls, Samples openAll) {
        Measured() {
            this(new Samples(), new Samples(), new Samples());
        }
    }

    @Override
    public List<Row> measure(Duration time) throws Exception {
        try (Child child = Child.start(ToolProcess.class.getName(), "0")) {
            URI url = URI.create("http://127.0.0.1:" + child.firstLine() + ToolProcess.ECHO);
            try (FaultProxy proxy = FaultProxy.before(url)) {
                rounds(url, proxy, WARM_UP, new Measured(), new Measured());
                Measured without = new Measured();
                Measured with = new Measured();
                List<Row> rows = List.of();
                // More rounds count beside the first ones, not instead of them, when noise is larger than what is looked for.
                for (int more = 0; more < 3 && !(more > 0 && rows.stream().allMatch(Row::holds)); more++) {
                    rounds(url, proxy, ROUNDS, without, with);
                    rows = rows(without, with);
                }
                return rows;
            }
        }
    }

    private static void rounds(URI url, FaultProxy proxy, int rounds, Measured without, Measured with)
            throws Exception {
        for (int round = 0; round < rounds; round++) {
            round(url, proxy.set(new Fault.None()), without);
            round(url, proxy.set(new Fault.BlackHole()), with);
        }
    }

    private static List<Row> rows(Measured without, Measured with) {
        double start = with.start().median() / without.start().median();
        double p95 = with.calls().percentile(95) / without.calls().percentile(95);
        return List.of(
                new Row("1 of 5 servers black-holed: the others' start",
                        "%.1f ms, without %.1f ms (medians of %d): x %.2f".formatted(with.start().median(),
                                without.start().median(), with.start().size(), start),
                        "within 10 %", start <= MOST),
                new Row("the same: the others' calls, p95",
                        "%.2f ms, without %.2f ms (%d calls each): x %.2f".formatted(with.calls().percentile(95),
                                without.calls().percentile(95), with.calls().size(), p95),
                        "within 10 %", p95 <= MOST),
                new Row("the same: the start waits", "at most %.0f ms".formatted(with.openAll().max()),
                        "3 s (0.1 s more for load)", with.openAll().max() <= PATIENCE.toMillis() + 100));
    }

    private static void round(URI url, FaultProxy proxy, Measured into) throws Exception {
        CountDownLatch ready = new CountDownLatch(4);
        long begun = System.nanoTime();
        ConnectionFactory factory = Peer.factory(event -> {
            if (event instanceof AgentEvent.ServerReady opened && !opened.server().equals("fifth")) {
                ready.countDown();
            }
        });
        List<ServerConfig.Http> servers = new ArrayList<>();
        for (String name : List.of("first", "second", "third", "fourth")) {
            servers.add(Peer.config(name, url));
        }
        servers.add(Peer.config("fifth", proxy.url()));
        try (Connections connections = new Connections(servers.stream().map(factory::connection).toList())) {
            Thread opener = Thread.ofVirtual().start(() -> into.openAll().add(opening(connections)));
            if (!ready.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the four did not open");
            }
            into.start().add((System.nanoTime() - begun) / 1e6);
            ServerConnection fifth = connections.find("fifth").orElseThrow();
            Thread caller = Thread.ofVirtual().start(() -> bother(fifth));
            for (int call = 0; call < CALLS; call++) {
                ServerConnection connection = connections.all().get(call % 4);
                var unused = into.calls()
                        .time(() -> Peer.call(connection, "secure_echo", Peer.json().put("message", "hello"),
                                Peer.PATIENT));
            }
            opener.join();
            caller.join();
        }
    }

    private static double opening(Connections connections) {
        long begun = System.nanoTime();
        connections.openAll(PATIENCE);
        return (System.nanoTime() - begun) / 1e6;
    }

    /** Calls the fifth server too, which is not measured. */
    private static void bother(ServerConnection fifth) {
        try {
            var unused = Peer.call(fifth, "secure_echo", Peer.json().put("message", "hello"), Duration.ofSeconds(1));
        } catch (AgentException e) {
            // It is the silent one.
        }
    }
}
