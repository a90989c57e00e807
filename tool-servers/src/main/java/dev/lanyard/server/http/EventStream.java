package dev.lanyard.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private final Runnable closeConnection;
    private volatile boolean retired;

    EventStream(OutputStream out, Runnable closeConnection) {
        this.out = out;
        this.closeConnection = closeConnection;
    }

    /**
     * Sends one event of the default type, {@code message}. Data of several lines becomes several {@code data} fields.
     *
     * @throws IOException if the client went away
     */
    public void send(String data) throws IOException {
        write(event(data));
    }

    /**
     * Sends one event that has an id, after which the client can ask to go on; none if the id is empty.
     *
     * @throws IOException if the client went away
     */
    public void send(String id, String data) throws IOException {
        write((id.isEmpty() ? "" : "id: " + id + "\n") + event(data));
    }

    /**
     * Gives the client an id to come back with, and the time to wait before that, in an event without data.
     *
     * @throws IOException if the client went away
     */
    public void prime(String id, Duration retry) throws IOException {
        write("id: " + id + "\nretry: " + retry.toMillis() + "\n" + event(""));
    }

    /**
     * Ends the answer and closes its connection, after telling the client when to come back. The connection would not serve
     * another request before the handler is done.
     *
     * @throws IOException if the client went away
     */
    public void hangUp(Duration comeBack) throws IOException {
        write("retry: " + comeBack.toMillis() + "\n\n");
        close();
        closeConnection.run();
    }

    /**
     * Sends a comment, which clients ignore, to keep the connection alive and to notice a client that is gone.
     *
     * @throws IOException if the client went away
     */
    public void beat() throws IOException {
        write(":\n\n");
    }

    private static String event(String data) {
        StringBuilder event = new StringBuilder(data.length() + 16);
        data.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            event.append("data: \n");
        }
        return event.append('\n').toString();
    }

    /**
     * Makes what was written the last: whatever follows fails, and what is being written, to a client that may not even read, is cut
     * off with its connection. Never blocks.
     */
    public void retire() {
        retired = true;
        if (writing.tryLock()) {
            writing.unlock();
        } else {
            closeConnection.run();
        }
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            if (retired) {
                throw new IOException("Another stream has taken the place of this one.");
            }
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
