package dev.lanyard.soak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.FaultProxy;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.Progress;
import dev.lanyard.transport.TestSessions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Every connection to the process of a real server is cut while a call runs there, whose stream it keeps (MCP 2025-11-25). */
final class CutStreams implements Promise {
    private static final int ROUNDS = 40;
    private static final int ROUNDS_IN_SHORT = 10;
    private static final List<Double> STEPS = List.of(1.0, 2.0, 3.0, 4.0, 5.0);

    @Override
    public List<Row> measure(Duration time) throws Exception {
        int rounds = time.toMinutes() >= 10 ? ROUNDS : ROUNDS_IN_SHORT;
        int answered = 0;
        int inFull = 0;
        try (Child server = Child.start(ToolProcess.class.getName(), "0");
                FaultProxy proxy = FaultProxy
                        .before(URI.create("http://127.0.0.1:" + server.firstLine() + ToolProcess.REVERSE));
                McpSession session = TestSessions.handshake(proxy.url())) {
            var unused = session.open(Call.within(Peer.PATIENT));
            for (int round = 0; round < rounds; round++) {
                int cutAt = 1 + round % STEPS.size();
                List<Double> steps = new CopyOnWriteArrayList<>();
                answered += reversed(session, progress -> {
                    steps.add(progress.progress());
                    if (steps.size() == cutAt) {
                        proxy.cut();
                    }
                }) ? 1 : 0;
                // A second run of the tool would begin at 1 again.
                inFull += steps.equals(STEPS) ? 1 : 0;
            }
        }
        return List.of(new Row("stream of a server's process cut in each of %d calls".formatted(rounds),
                "%d answered, %d with each step once and in order".formatted(answered, inFull), "all; all",
                answered == rounds && inFull == rounds));
    }

    private static boolean reversed(McpSession session, Consumer<Progress> progress) {
        JsonNode result = session.request("tools/call", Peer.json()
                .put("name", "reverse_tool")
                .set("arguments", Peer.json().put("query", "stressed")), Call.within(Peer.PATIENT, progress));
        return result.at("/structuredContent/reversed_query").asText().equals("desserts");
    }
}
