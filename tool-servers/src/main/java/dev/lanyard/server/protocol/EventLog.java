package dev.lanyard.server.protocol;

import dev.lanyard.server.http.HttpRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of one stream, kept for a client that comes back, while there is room for them. Safe for use by several threads.
 */
final class EventLog {
    /** What a message takes beside its text, roughly. */
    private static final int OVERHEAD_BYTES = 64;

    private final String name;
    private final ByteBudget.Account account;
    private final List<String> messages = new ArrayList<>();
    private final Runnable ended;
    private long sent;
    private boolean kept;

    /**
     * One message.
     *
     * @param id where the client can go on after it, empty if it cannot
     */
    record Event(String id, String data) {}

    /**
     * Starts without messages.
     *
     * @param name tells the stream from all others
     * @param account pays for what is kept
     * @param ended is run when the stream has ended and a client that comes back may still have what it missed
     */
    EventLog(String name, ByteBudget.Account account, Runnable ended) {
        this.name = name;
        this.account = account;
        this.ended = ended;
        this.kept = account.take(OVERHEAD_BYTES);
    }

    /** Returns the id of a message by its number, 0 for before the first. */
    String id(long number) {
        return name + "-" + number;
    }

    /** Adds a message and returns it as it is sent. */
    synchronized Event add(String message) {
        sent++;
        if (kept && account.take(OVERHEAD_BYTES + 2 * message.length())) {
            messages.add(message);
            return new Event(id(sent), message);
        }
        drop();
        return new Event("", message);
    }

    /** Returns whether a client can come back. */
    synchronized boolean isKept() {
        return kept;
    }

    /**
     * Returns the messages after one.
     *
     * @throws HttpRefusal with 410 if they are not kept or there was no such message
     */
    synchronized List<Event> after(long number) {
        if (!kept || number < 0 || number > sent) {
            throw gone();
        }
        List<Event> missed = new ArrayList<>();
        for (long next = number; next < sent; next++) {
            missed.add(new Event(id(next + 1), messages.get((int) next)));
        }
        return missed;
    }

    /** Returns the messages after one that was sent, empty if they are not kept any more. */
    synchronized Optional<List<Event>> since(long number) {
        return kept ? Optional.of(after(number)) : Optional.empty();
    }

    static HttpRefusal gone() {
        return new HttpRefusal(410, "stream_gone", "The messages of this stream are not kept any more.");
    }

    /** Says that no message follows. */
    void end() {
        ended.run();
    }

    /** Forgets the messages. */
    synchronized void drop() {
        kept = false;
        messages.clear();
        account.close();
    }
}
