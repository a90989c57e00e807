package dev.lanyard.soak;

import java.time.Duration;
import java.util.List;

/** Measures one promise, or some that are seen in one run. To add one, write a class and list it in {@link Soak}. */
@FunctionalInterface
interface Promise {
    /**
     * Returns what was measured.
     *
     * @param time how long the soak is to take; a promise that needs no such time takes what it needs
     */
    List<Row> measure(Duration time) throws Exception;
}
