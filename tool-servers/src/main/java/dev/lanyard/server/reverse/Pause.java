package dev.lanyard.server.reverse;

/** Lets time pass between two steps of a long call. */
@FunctionalInterface
public interface Pause {
    /**
     * Returns when the next step may begin.
     *
     * @throws InterruptedException if the call was cancelled
     */
    void await() throws InterruptedException;
}
