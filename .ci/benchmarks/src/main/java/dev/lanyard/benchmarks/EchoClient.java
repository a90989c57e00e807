package dev.lanyard.benchmarks;

/** A client that is connected to the echo server and calls its tool. Safe for use by several threads. */
interface EchoClient extends AutoCloseable {
    /** Calls {@code echo} and returns the text of its answer. */
    String echo(String message);

    @Override
    void close();

    /** Connects one. */
    @FunctionalInterface
    interface Connector {
        EchoClient connect() throws Exception;
    }
}
