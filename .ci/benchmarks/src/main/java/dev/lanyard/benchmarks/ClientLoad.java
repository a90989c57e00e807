package dev.lanyard.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures one client and prints a line of JSON: connecting (with the first call) and calling at several concurrencies, p50 and
 * p99 in microseconds, and the bytes that all threads allocated for one call. Arguments: client, URL, calls of a round,
 * connections, concurrencies.
 */
final class ClientLoad {
    private static final int WARMING_ROUNDS = 3;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final EchoClient.Connector connector;
    private final int calls;

    private ClientLoad(EchoClient.Connector connector, int calls) {
        this.connector = connector;
        this.calls = calls;
    }

    public static void main(String[] arguments) throws Exception {
        ClientLoad load = new ClientLoad(EchoClients.of(arguments[0], URI.create(arguments[1])),
                Integer.parseInt(arguments[2]));
        int connections = Integer.parseInt(arguments[3]);
        StringBuilder json = new StringBuilder("{\"client\":\"" + arguments[0] + "\"");
        try (EchoClient client = load.connector.connect()) {
            for (int round = 0; round < WARMING_ROUNDS; round++) {
                load.round(client, 32);
            }
            json.append(",\"connect\":").append(load.connect(connections));
            for (String concurrency : Arrays.copyOfRange(arguments, 4, arguments.length)) {
                load.round(client, Integer.parseInt(concurrency));
                json.append(",\"").append(concurrency).append("\":");
                json.append(load.round(client, Integer.parseInt(concurrency)));
            }
        }
        System.out.println(json.append('}'));
        System.exit(0);
    }

    private String connect(int connections) throws Exception {
        long[] nanos = new long[connections];
        long before = threads.getTotalThreadAllocatedBytes();
        for (int connection = 0; connection < connections; connection++) {
            long begun = System.nanoTime();
            try (EchoClient client = connector.connect()) {
                call(client);
                nanos[connection] = System.nanoTime() - begun;
            }
        }
        return summary(nanos, threads.getTotalThreadAllocatedBytes() - before);
    }

    private String round(EchoClient client, int concurrency) throws Exception {
        int each = Math.max(1, calls / concurrency);
        List<Callable<long[]>> loops = new ArrayList<>();
        for (int loop = 0; loop < concurrency; loop++) {
            loops.add(() -> loop(client, each));
        }
        long before = threads.getTotalThreadAllocatedBytes();
        List<long[]> parts = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<long[]> part : callers.invokeAll(loops)) {
                parts.add(part.get());
            }
        }
        long allocated = threads.getTotalThreadAllocatedBytes() - before;
        return summary(parts.stream().flatMapToLong(Arrays::stream).toArray(), allocated);
    }

    private static long[] loop(EchoClient client, int count) {
        long[] nanos = new long[count];
        for (int call = 0; call < count; call++) {
            long begun = System.nanoTime();
            call(client);
            nanos[call] = System.nanoTime() - begun;
        }
        return nanos;
    }

    private static void call(EchoClient client) {
        String said = client.echo("hello");
        if (!said.equals("hello")) {
            throw new IllegalStateException("Not the answer: " + said);
        }
    }

    private static String summary(long[] nanos, long allocated) {
        Arrays.sort(nanos);
        return "{\"p50\":" + nanos[nanos.length / 2] / 1000 + ",\"p99\":" + nanos[nanos.length * 99 / 100] / 1000
                + ",\"bytes\":" + allocated / nanos.length + "}";
    }
}
