package dev.lanyard.server.protocol;

import dev.lanyard.server.http.HttpExchange;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the stream that a client comes back to (MCP 2025-11-25, Transports, resumability and redelivery). Only streams of
 * calls that run, or ended a moment ago, take memory: so much each, for one caller and in all. Bound to this process.
 */
final class EventLogs {
    private static final Pattern ID = Pattern.compile("([0-9a-z]{1,40})-([0-9]{1,9})");
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_BYTES_OF_CALLER = 4L << 20;
    private static final long MOST_BYTES_OF_LOG = 512L << 10;

    private record Kept(String nonce, ResumableChannel channel, EventLog log) {}

    private final Map<String, Kept> logs = new ConcurrentHashMap<>();
    private final ByteBudget budget = new ByteBudget(MOST_BYTES, MOST_BYTES_OF_CALLER, MOST_BYTES_OF_LOG);
    /** Another process must not take an id for one of its own. */
    private final String prefix = Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX);
    private final AtomicLong next = new AtomicLong();
    private final Duration lifetime;

    /**
     * Keeps nothing yet.
     *
     * @param lifetime how long the messages of a stream are kept after its end
     */
    EventLogs(Duration lifetime) {
        this.lifetime = lifetime;
    }

    /** Returns the channel of a new call. */
    ResumableChannel channel(HttpExchange exchange, Session session, Caller caller) {
        String name = prefix + "x" + Long.toString(next.incrementAndGet(), Character.MAX_RADIX);
        ResumableChannel[] self = new ResumableChannel[1];
        self[0] = new ResumableChannel(exchange, () -> open(name, session, caller, self[0]),
                session.version() == ProtocolVersion.V2025_11_25);
        return self[0];
    }

    private EventLog open(String name, Session session, Caller caller, ResumableChannel channel) {
        EventLog log = new EventLog(name, budget.open(caller), () -> forgetLater(name));
        if (log.isKept()) {
            logs.put(name, new Kept(session.nonce(), channel, log));
        }
        return log;
    }

    /**
     * Answers with what a client of a session missed of a stream, and with what follows.
     *
     * @throws dev.lanyard.server.http.HttpRefusal with 410 if the stream is not kept or not of this session
     * @throws IOException if the client is gone
     */
    void resume(HttpExchange exchange, Session session, String lastEventId) throws IOException {
        Matcher id = ID.matcher(lastEventId);
        Kept kept = id.matches() ? logs.get(id.group(1)) : null;
        if (kept == null || !kept.nonce().equals(session.nonce())) {
            throw EventLog.gone();
        }
        kept.channel().resume(exchange, Long.parseLong(id.group(2)));
    }

    /** Forgets the streams of a session that has ended. */
    void forget(Session session) {
        logs.forEach((name, kept) -> {
            if (kept.nonce().equals(session.nonce())) {
                forget(name);
            }
        });
    }

    /** Returns how many streams are kept and how many bytes they take. */
    long[] taken() {
        return new long[]{logs.size(), budget.taken()};
    }

    private void forgetLater(String name) {
        if (lifetime.isZero()) {
            forget(name);
        } else {
            CompletableFuture.delayedExecutor(lifetime.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(() -> forget(name));
        }
    }

    private void forget(String name) {
        Kept kept = logs.remove(name);
        if (kept != null) {
            kept.log().drop();
        }
    }
}
