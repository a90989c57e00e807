package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.EventStream;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channel of a call in a session. Its stream may outlive its connections: each message has an id and is kept for a while,
 * so that a client that lost its connection has what it missed by a GET with {@code Last-Event-ID} (MCP 2025-11-25, Transports,
 * resumability and redelivery; SEP-1699). An answer without a stream cannot be had again.
 *
 * <p>Safe for use by several threads: the one that runs the call and those that bring a client back.
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
    private @Nullable EventStream stream;
    private HttpExchange reader;
    private boolean ended;

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
        lock.lock();
        try {
            EventLog events = begun();
            deliver(events.add(message));
            return stream != null || events.isKept();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean beat() {
        lock.lock();
        try {
            if (stream != null) {
                try {
                    stream.beat();
                } catch (IOException clientGone) {
                    lose(clientGone);
                }
            }
            return stream != null || log == null || log.isKept();
        } finally {
            lock.unlock();
        }
    }

    /** Transports: the server may close the connection once the client has an event id, and should say when to come back. */
    @Override
    public void hangUp(Duration comeBack) {
        lock.lock();
        try {
            if (primes && begun().isKept() && stream != null) {
                EventStream last = stream;
                attach(exchange, null);
                last.hangUp(comeBack);
            }
        } catch (IOException clientGone) {
            LOG.debug("A client went away before it was let go.", clientGone);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish(int status, ObjectNode answer) throws IOException {
        lock.lock();
        try {
            ended = true;
            if (log == null) {
                exchange.respondJson(status, answer);
            } else {
                deliver(log.add(StrictJson.text(answer)));
                log.end();
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void abandon() throws IOException {
        lock.lock();
        try {
            ended = true;
            if (log == null) {
                exchange.openEventStream().close();
            } else {
                log.drop();
                end();
            }
        } finally {
            lock.unlock();
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
        lock.lock();
        try {
            Iterable<EventLog.Event> missed = begun().after(after);
            attach(back, null);
            back.onDisconnect(() -> leave(back));
            EventStream mine = back.openEventStream();
            mine.beat();
            for (EventLog.Event event : missed) {
                mine.send(event.id(), event.data());
            }
            if (ended) {
                mine.close();
                return;
            }
            attach(back, mine);
            while (stream == mine) {
                changed.await();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void leave(HttpExchange gone) {
        lock.lock();
        try {
            if (reader.equals(gone)) {
                attach(gone, null);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the log of the stream, which begins now if it has not yet. */
    private EventLog begun() {
        EventLog events = log;
        if (events == null) {
            events = newLog.get();
            log = events;
            try {
                EventStream first = exchange.openEventStream();
                stream = first;
                if (primes && events.isKept()) {
                    first.prime(events.id(0), RETRY);
                }
            } catch (IOException clientGone) {
                lose(clientGone);
            }
        }
        return events;
    }

    private void deliver(EventLog.Event event) {
        if (stream != null) {
            try {
                stream.send(event.id(), event.data());
            } catch (IOException clientGone) {
                lose(clientGone);
            }
        }
    }

    private void lose(IOException clientGone) {
        LOG.debug("A client lost its connection during a call.", clientGone);
        attach(reader, null);
    }

    private void end() throws IOException {
        Optional<EventStream> last = Optional.ofNullable(stream);
        attach(reader, null);
        if (last.isPresent()) {
            last.get().close();
        }
    }

    private void attach(HttpExchange from, @Nullable EventStream next) {
        reader = from;
        stream = next;
        changed.signalAll();
    }
}
