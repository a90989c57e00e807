package dev.lanyard.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Collects times in milliseconds. Thread-safe. */
final class Samples {
    private final List<Double> millis = new ArrayList<>();

    synchronized void add(double sample) {
        millis.add(sample);
    }

    /** Does the work, collects how long it took, and returns what came of it. */
    <T> T time(Callable<T> work) throws Exception {
        long begun = System.nanoTime();
        try {
            return work.call();
        } finally {
            add((System.nanoTime() - begun) / 1e6);
        }
    }

    synchronized double max() {
        return millis.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    double median() {
        return percentile(50);
    }

    synchronized double percentile(int percent) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    synchronized int size() {
        return millis.size();
    }
}
