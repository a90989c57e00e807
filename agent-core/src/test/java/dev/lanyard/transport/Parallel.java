package dev.lanyard.transport;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Does one thing on many threads at once. */
public final class Parallel {
    private Parallel() {}

    /** Runs the work on that many threads, started together, and returns what they threw. */
    public static List<Throwable> run(int threads, IntConsumer work) throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch ready = new CountDownLatch(threads);
        List<Thread> running = IntStream.range(0, threads).mapToObj(index -> Thread.ofVirtual().start(() -> {
            try {
                ready.countDown();
                ready.await();
                work.accept(index);
            } catch (InterruptedException | RuntimeException | AssertionError e) {
                failures.add(e);
            }
        })).toList();
        for (Thread thread : running) {
            thread.join();
        }
        return List.copyOf(failures);
    }
}
