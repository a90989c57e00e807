package dev.lanyard.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes an answer of type {@code text/event-stream} (HTML Living Standard, section 9.2), flushing each event.
 *
 * <p>Whoever opens the stream closes it. Safe for use by several threads.
 */
public final class EventStream implements AutoCloseable {
    /** Not a monitor: writing blocks, and before JDK 24 that would hold on to the carrier of a virtual thread. */
    private final ReentrantLock writing = new ReentrantLock();
    private final OutputStream out;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /**
     * Sends one event of the default type, {@code message}. Data of several lines becomes several {@code data} fields.
     *
     * @throws IOException if the client went away
     */
    public void send(String data) throws IOException {
        StringBuilder event = new StringBuilder(data.length() + 16);
        data.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            event.append("data: \n");
        }
        write(event.append('\n').toString());
    }

    /**
     * Sends a comment, which clients ignore, to keep the connection alive and to notice a client that is gone.
     *
     * @throws IOException if the client went away
     */
    public void beat() throws IOException {
        write(":\n\n");
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            out.write(bytes);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /** Ends the answer. Further calls do nothing. */
    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            out.close();
        } finally {
            writing.unlock();
        }
    }
}
