package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.EventStream;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps streams of changes open: so many for one user at once, and each only so long, for a stream lives on when the
 * credential that opened it has expired.
 */
final class Streams {
    private final NotificationHub hub;
    private final CallLimit limit;
    private final Duration lifetime;
    private final Clock clock;

    Streams(NotificationHub hub, CallLimit limit, Duration lifetime, Clock clock) {
        this.hub = hub;
        this.limit = limit;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * Answers with a stream of changes. Returns when it has ended.
     *
     * @param first the first message, if there is one
     * @param params makes the parameters of the notification of a change
     * @param last the last message, if the stream ends in good order and there is one
     * @throws HttpRefusal with 429 if the caller listens to too many
     * @throws IOException if the client is gone
     */
    void run(HttpExchange exchange, Caller caller, Subscription subscription, Optional<ObjectNode> first,
            Function<Change, ObjectNode> params, Optional<ObjectNode> last) throws IOException {
        exchange.onDisconnect(subscription::end);
        bounded(caller, () -> listen(exchange, subscription, first, params, last));
    }

    /** Answers with a stream and returns when it has ended. */
    @FunctionalInterface
    interface Answer {
        void run() throws IOException;
    }

    /**
     * Answers with any stream that counts as one of a user's.
     *
     * @throws HttpRefusal with 429 if the caller listens to too many
     * @throws IOException if the client is gone
     */
    void bounded(Caller caller, Answer answer) throws IOException {
        limit.enter(caller);
        try {
            answer.run();
        } finally {
            limit.leave(caller);
        }
    }

    private void listen(HttpExchange exchange, Subscription subscription, Optional<ObjectNode> first,
            Function<Change, ObjectNode> params, Optional<ObjectNode> last) throws IOException {
        try (EventStream stream = exchange.openEventStream()) {
            // Listening begins before the client is told so: no change falls between.
            hub.add(subscription);
            send(stream, first);
            subscription.pump(stream, params, clock, clock.instant().plus(lifetime));
            send(stream, last);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            hub.remove(subscription);
        }
    }

    private static void send(EventStream stream, Optional<ObjectNode> message) throws IOException {
        if (message.isPresent()) {
            stream.send(StrictJson.text(message.get()));
        } else {
            stream.beat();
        }
    }
}
