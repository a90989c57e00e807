package dev.lanyard.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an answer of type {@code text/event-stream} (HTML Living Standard, section 9.2), flushing each event.
 *
 * <p>Whoever opens the stream closes it. Safe for use by several threads.
 */
public final class EventStream implements AutoCloseable {
    private final OutputStream out;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /**
     * Sends one event of the default type, {@code message}. Data of several lines becomes several {@code data} fields.
     *
     * @throws IOException if the client went away
     */
    public synchronized void send(String data) throws IOException {
        StringBuilder event = new StringBuilder(data.length() + 16);
        data.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            event.append("data: \n");
        }
        out.write(event.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends the answer. Further calls do nothing. */
    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
