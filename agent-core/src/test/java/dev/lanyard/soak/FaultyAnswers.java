package dev.lanyard.soak;

import dev.lanyard.connection.ServerConnection;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.Fault;
import dev.lanyard.transport.FaultProxy;
import dev.lanyard.transport.TransportException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server breaks off, breaks the protocol or says nothing in the middle of a call. */
final class FaultyAnswers implements Promise {
    private static final int ROUNDS = 20;
    private static final double BOUND_MILLIS = 1000;

    @Override
    public List<Row> measure(Duration time) throws Exception {
        Map<String, FakeServer.Script> answers = new LinkedHashMap<>();
        answers.put("cut stream", (request, exchange) -> exchange.stream());
        answers.put("wrong id",
                (request, exchange) -> exchange.json(200, "{\"jsonrpc\":\"2.0\",\"id\":999999,\"result\":{}}"));
        answers.put("empty body", (request, exchange) -> exchange.json(200, ""));
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("cut in the headers", new Fault.CutAfter(10));
        faults.put("cut in the body", new Fault.CutAfter(100));
        faults.put("half-closed in the body", new Fault.HalfCloseAfter(100));
        faults.put("reset in the body", new Fault.ResetAfter(100));
        Samples samples = new Samples();
        int untyped = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (FakeServer.Script answer : answers.values()) {
                untyped += once(answer, new Fault.None(), samples);
            }
            for (Fault fault : faults.values()) {
                untyped += once((request, exchange) -> exchange.result("{\"content\":[]}"), fault, samples);
            }
        }
        return List.of(new Row("cut stream, wrong id, empty body, half-close, reset",
                "slowest of %d errors %.0f ms, median %.1f ms; %d without type".formatted(samples.size(),
                        samples.max(), samples.median(), untyped),
                "typed error within 1 s", untyped == 0 && samples.max() <= BOUND_MILLIS));
    }

    /** Returns 1 if the call did not end with a failure of the transport. */
    private static int once(FakeServer.Script answer, Fault fault, Samples samples) throws Exception {
        try (FakeServer server = Peer.fake();
                FaultProxy proxy = FaultProxy.before(server.url());
                ServerConnection connection = Peer.connection(proxy.url())) {
            connection.open();
            server.on("tools/call", answer);
            proxy.set(fault);
            return samples.time(() -> {
                try {
                    Peer.call(connection, "a", Peer.PATIENT);
                    return 1;
                } catch (TransportException e) {
                    return e instanceof TransportException.TimedOut ? 1 : 0;
                }
            });
        }
    }
}
