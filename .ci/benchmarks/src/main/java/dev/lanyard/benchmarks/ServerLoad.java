package dev.lanyard.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Calls {@code echo} on so many connections for so long and prints what a call cost the server's process:
 * {@code {"calls":…,"cpuMicros":…,"callsPerSecond":…}}. Arguments: URL, process id of the server, connections, seconds.
 */
final class ServerLoad {
    private ServerLoad() {}

    public static void main(String[] arguments) throws Exception {
        URI uri = URI.create(arguments[0]);
        ProcessHandle server = ProcessHandle.of(Long.parseLong(arguments[1])).orElseThrow();
        int connections = Integer.parseInt(arguments[2]);
        long nanos = Duration.ofSeconds(Long.parseLong(arguments[3])).toNanos();
        long begun = System.nanoTime();
        Duration before = cpu(server);
        long calls = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Callable<Long>> loops = new ArrayList<>();
            for (int connection = 0; connection < connections; connection++) {
                loops.add(() -> loop(uri, begun + nanos));
            }
            for (Future<Long> loop : threads.invokeAll(loops)) {
                calls += loop.get();
            }
        }
        double micros = cpu(server).minus(before).toNanos() / 1e3 / calls;
        double perSecond = calls / ((System.nanoTime() - begun) / 1e9);
        System.out.printf("{\"calls\":%d,\"cpuMicros\":%.2f,\"callsPerSecond\":%.0f}%n", calls, micros, perSecond);
    }

    private static Duration cpu(ProcessHandle server) {
        return server.info().totalCpuDuration().orElseThrow();
    }

    private static long loop(URI uri, long end) throws Exception {
        try (RawConnection connection = new RawConnection(uri)) {
            String session = connection
                    .send(connection.post(
                            """
                            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                            "capabilities":{},"clientInfo":{"name":"load","version":"1"}}}""", ""))
                    .headers()
                    .getOrDefault("mcp-session-id", "");
            connection.send(connection.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", session));
            byte[] call = connection.post("""
                                          {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo",\
                                          "arguments":{"message":"hello"}}}""", session);
            long calls = 0;
            while (System.nanoTime() < end) {
                RawConnection.Answer answer = connection.send(call);
                if (answer.status() != 200 || !answer.body().contains("\"text\":\"hello\"")) {
                    throw new IllegalStateException("Not an answer: " + answer);
                }
                calls++;
            }
            return calls;
        }
    }
}
