package dev.lanyard.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Measures one client, a round for each line of standard input, {@code WHAT SECONDS}: connecting with the first call
 * ({@code connect}), or calling at a concurrency ({@code 32}). Prints a line of JSON for each: how many, p50 and p99 in
 * microseconds, and the bytes that all threads allocated for one. Arguments: client, URL.
 */
final class ClientLoad {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final EchoClient.Connector connector;

    private ClientLoad(EchoClient.Connector connector) {
        this.connector = connector;
    }

    public static void main(String[] arguments) throws Exception {
        ClientLoad load = new ClientLoad(EchoClients.of(arguments[0], URI.create(arguments[1])));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (EchoClient client = load.connector.connect()) {
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                String[] words = order.split(" ", 2);
                long nanos = Duration.ofMillis((long) (Double.parseDouble(words[1]) * 1000)).toNanos();
                System.out.println(words[0].equals("connect")
                        ? load.connect(nanos)
                        : load.round(client, Integer.parseInt(words[0]), nanos));
            }
        }
        System.exit(0);
    }

    private String connect(long nanos) throws Exception {
        LongStream.Builder took = LongStream.builder();
        long before = threads.getTotalThreadAllocatedBytes();
        long end = System.nanoTime() + nanos;
        for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
            try (EchoClient client = connector.connect()) {
                call(client);
                took.add(System.nanoTime() - begun);
            }
        }
        return summary(took.build().toArray(), threads.getTotalThreadAllocatedBytes() - before);
    }

    private String round(EchoClient client, int concurrency, long nanos) throws Exception {
        long before = threads.getTotalThreadAllocatedBytes();
        long end = System.nanoTime() + nanos;
        List<Callable<long[]>> loops = new ArrayList<>();
        for (int loop = 0; loop < concurrency; loop++) {
            loops.add(() -> loop(client, end));
        }
        List<long[]> parts = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<long[]> part : callers.invokeAll(loops)) {
                parts.add(part.get());
            }
        }
        long allocated = threads.getTotalThreadAllocatedBytes() - before;
        return summary(parts.stream().flatMapToLong(Arrays::stream).toArray(), allocated);
    }

    private static long[] loop(EchoClient client, long end) {
        long[] nanos = new long[64];
        int calls = 0;
        for (long begun = System.nanoTime(); begun < end || calls == 0; begun = System.nanoTime()) {
            call(client);
            nanos = calls == nanos.length ? Arrays.copyOf(nanos, 2 * calls) : nanos;
            nanos[calls++] = System.nanoTime() - begun;
        }
        return Arrays.copyOf(nanos, calls);
    }

    private static void call(EchoClient client) {
        String said = client.echo("hello");
        if (!said.equals("hello")) {
            throw new IllegalStateException("Not the answer: " + said);
        }
    }

    private static String summary(long[] nanos, long allocated) {
        Arrays.sort(nanos);
        return "{\"count\":" + nanos.length + ",\"p50\":" + nanos[nanos.length / 2] / 1000 + ",\"p99\":"
                + nanos[nanos.length * 99 / 100] / 1000 + ",\"bytes\":" + allocated / nanos.length + "}";
    }
}
