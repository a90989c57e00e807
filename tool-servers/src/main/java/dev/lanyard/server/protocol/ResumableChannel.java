package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.EventStream;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel of a call in a session. Its stream may outlive its connections: each message has an id and is kept for a while,
 * so that a client that lost its connection has what it missed by a GET with {@code Last-Event-ID} (MCP 2025-11-25, Transports,
 * resumability and redelivery; SEP-1699). An answer without a stream cannot be had again.
 *
 * <p>Safe for use by several threads: the one that runs the call and those that bring a client back. Nothing is ever written while
 * the lock is held, so that a client that does not read holds up its own connection alone: while it is sent what it missed the call
 * goes on, and when it comes back on another connection, what is being written on the last one is cut off.
 */
final class ResumableChannel implements ReplyChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ResumableChannel.class);
    /** How long a client that was cut off should wait before it comes back. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final HttpExchange exchange;
    private final Supplier<EventLog> newLog;
    private final boolean primes;
    private @Nullable EventLog log;
    /** Where the client is now, if it is anywhere. */
    private @Nullable EventStream stream;
    /** Whether the client has all that was said, so that what follows goes to it at once. */
    private boolean caughtUp;
    private HttpExchange reader;
    private boolean ended;

    /** A message, and where it goes at once, null if it waits in the log. */
    private record Delivery(EventLog.Event event, @Nullable EventStream to) {}

    /**
     * Starts with nothing said.
     *
     * @param newLog makes the log when the stream begins
     * @param primes whether the client knows of events without data, as from 2025-11-25 on
     */
    ResumableChannel(HttpExchange exchange, Supplier<EventLog> newLog, boolean primes) {
        this.exchange = exchange;
        this.reader = exchange;
        this.newLog = newLog;
        this.primes = primes;
    }

    @Override
    public boolean send(String message) {
        Delivery delivery = locked(() -> said(begun(), message));
        deliver(delivery);
        return locked(() -> stream != null || begun().isKept());
    }

    @Override
    public boolean beat() {
        EventStream to = locked(this::live);
        if (to != null) {
            try {
                to.beat();
            } catch (IOException clientGone) {
                lose(to, clientGone);
            }
        }
        return locked(() -> stream != null || log == null || log.isKept());
    }

    /** Transports: the server may close the connection once the client has an event id, and should say when to come back. */
    @Override
    public void hangUp(Duration comeBack) {
        EventStream last = locked(() -> primes && begun().isKept() ? live() : null);
        if (last != null) {
            try {
                last.hangUp(comeBack);
                lose(last, new IOException("the client was let go"));
            } catch (IOException clientGone) {
                lose(last, clientGone);
            }
        }
    }

    @Override
    public void finish(int status, ObjectNode answer) throws IOException {
        Delivery last = locked(() -> {
            ended = true;
            EventLog events = log;
            return events == null ? null : said(events, StrictJson.text(answer));
        });
        if (last == null) {
            exchange.respondJson(status, answer);
        } else {
            deliver(last);
            end(EventLog::end, last.to());
        }
    }

    @Override
    public void abandon() throws IOException {
        boolean silent = locked(() -> {
            ended = true;
            return log == null;
        });
        if (silent) {
            exchange.openEventStream().close();
        } else {
            end(EventLog::drop, locked(this::live));
        }
    }

    /**
     * Answers with the messages after one, then with those to come. Returns when the stream has ended or lost this connection.
     *
     * @param after the number of the last message that the client has
     * @throws dev.lanyard.server.http.HttpRefusal with 410 if the messages are not kept any more
     * @throws IOException if the client is gone
     */
    void resume(HttpExchange back, long after) throws IOException {
        List<EventLog.Event> missed = locked(() -> {
            List<EventLog.Event> events = begun().after(after);
            attach(back, null, false);
            return events;
        });
        back.onDisconnect(() -> leave(back));
        EventStream mine = back.openEventStream();
        boolean current = locked(() -> {
            boolean mineStill = reader.equals(back);
            if (mineStill) {
                attach(back, mine, false);
            }
            return mineStill;
        });
        try {
            if (current) {
                mine.beat();
                replay(mine, missed, after);
            }
        } finally {
            mine.retire();
        }
    }

    /** Sends what was missed, and what is said meanwhile, until the client has all; then waits until it is here no more. */
    private void replay(EventStream mine, List<EventLog.Event> missed, long after) throws IOException {
        List<EventLog.Event> next = missed;
        long last = after;
        while (true) {
            for (EventLog.Event event : next) {
                mine.send(event.id(), event.data());
            }
            last += next.size();
            long from = last;
            Optional<List<EventLog.Event>> more = locked(() -> {
                Optional<List<EventLog.Event>> since = stream == mine ? begun().since(from) : Optional.empty();
                if (since.filter(List::isEmpty).isPresent() && !ended) {
                    attach(reader, mine, true);
                }
                return since;
            });
            if (more.isEmpty() || (more.get().isEmpty() && awaitEnd(mine))) {
                return;
            }
            next = more.get();
        }
    }

    /** Waits until the stream is not the client's any more, and closes it if all has been said. */
    private boolean awaitEnd(EventStream mine) throws IOException {
        boolean over = locked(() -> ended && !caughtUp);
        if (over) {
            mine.close();
            return true;
        }
        lock.lock();
        try {
            while (stream == mine) {
                changed.await();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return true;
    }

    private void leave(HttpExchange gone) {
        locked(() -> {
            if (reader.equals(gone)) {
                attach(gone, null, false);
            }
            return true;
        });
    }

    /** Returns the log of the stream, which begins now if it has not yet. */
    private EventLog begun() {
        EventLog events = log;
        if (events == null) {
            events = newLog.get();
            log = events;
            try {
                // A new connection takes a few bytes without being read.
                EventStream first = exchange.openEventStream();
                attach(exchange, first, true);
                if (primes && events.isKept()) {
                    first.prime(events.id(0), RETRY);
                }
            } catch (IOException clientGone) {
                LOG.debug("A client lost its connection during a call.", clientGone);
                attach(exchange, null, false);
            }
        }
        return events;
    }

    private Delivery said(EventLog events, String message) {
        return new Delivery(events.add(message), live());
    }

    private @Nullable EventStream live() {
        return caughtUp ? stream : null;
    }

    /** Writes what goes out at once. One thread at a time speaks for a call, so that the order is kept. */
    private void deliver(Delivery delivery) {
        EventStream to = delivery.to();
        if (to != null) {
            try {
                to.send(delivery.event().id(), delivery.event().data());
            } catch (IOException clientGone) {
                lose(to, clientGone);
            }
        }
    }

    private void lose(EventStream lost, IOException clientGone) {
        LOG.debug("A client lost its connection during a call.", clientGone);
        locked(() -> {
            if (stream == lost) {
                attach(reader, null, false);
            }
            return true;
        });
    }

    /** Ends the log, and the connection that has had everything; one that is still behind ends when it has caught up. */
    private void end(Consumer<EventLog> how, @Nullable EventStream last) throws IOException {
        boolean closes = locked(() -> {
            how.accept(begun());
            return last != null && stream == last;
        });
        if (closes && last != null) {
            try {
                last.close();
            } finally {
                lose(last, new IOException("the call has ended"));
            }
        }
    }

    /** Says where the client is now; a connection that it had before is of no more use. */
    private void attach(HttpExchange from, @Nullable EventStream next, boolean all) {
        EventStream last = stream;
        reader = from;
        stream = next;
        caughtUp = all;
        if (last != null && next == null) {
            last.retire();
        }
        changed.signalAll();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
