package dev.lanyard.server.protocol;

import dev.lanyard.server.http.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The stream that a session may open to be told of changes (MCP 2025-11-25, Transports, listening for messages). */
final class SessionStreams {
    static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Map<String, Subscription> bySession = new ConcurrentHashMap<>();
    private final Streams streams;
    private final SessionNotes notes;
    private final EventLogs logs;

    SessionStreams(Streams streams, SessionNotes notes, EventLogs logs) {
        this.streams = streams;
        this.notes = notes;
        this.logs = logs;
    }

    /**
     * Answers with the stream, or with that of a call that the client comes back to, and returns when it has ended. Each message
     * goes on one stream only: a newer one takes the place of the last, whose connection the client may have lost unnoticed here.
     *
     * @throws IOException if the client is gone
     */
    void run(HttpExchange exchange, Caller caller, Session session) throws IOException {
        Optional<String> lastEventId = exchange.header(LAST_EVENT_ID);
        if (lastEventId.isPresent()) {
            streams.bounded(caller, () -> logs.resume(exchange, session, lastEventId.get()));
        } else {
            listen(exchange, caller, session);
        }
    }

    private void listen(HttpExchange exchange, Caller caller, Session session) throws IOException {
        Subscription subscription = new Subscription(change -> notes.wants(session, change));
        Subscription last = bySession.put(session.nonce(), subscription);
        if (last != null) {
            last.retire();
        }
        try {
            streams.run(exchange, caller, subscription, Optional.empty(), Change::params, Optional.empty());
        } finally {
            bySession.remove(session.nonce(), subscription);
        }
    }

    void end(Session session) {
        Subscription subscription = bySession.get(session.nonce());
        if (subscription != null) {
            subscription.end();
        }
    }
}
