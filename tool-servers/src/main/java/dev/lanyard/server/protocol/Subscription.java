package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.EventStream;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The changes that wait for one stream. A client that is too slow to take them loses its stream: it asks anew for the
 * lists when it listens again, so that nothing is missed and nothing piles up.
 */
final class Subscription {
    /** How often a silent stream says that it lives, so that a client that is gone is noticed. */
    static final Duration BEAT = Duration.ofSeconds(15);
    private static final int MOST_WAITING = 256;

    private final BlockingQueue<Optional<Change>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Predicate<Change> wanted;
    private volatile boolean over;
    private volatile @Nullable EventStream to;

    Subscription(Predicate<Change> wanted) {
        this.wanted = wanted;
    }

    /** Adds a change if it is wanted; never blocks. */
    void offer(Change change) {
        if (wanted.test(change) && !waiting.offer(Optional.of(change))) {
            end();
        }
    }

    /** Ends the stream. */
    void end() {
        over = true;
        waiting.clear();
        waiting.offer(Optional.empty());
    }

    /** Ends the stream for another that takes its place, cutting off what is being written to a client that does not read. */
    void retire() {
        end();
        EventStream last = to;
        if (last != null) {
            last.retire();
        }
    }

    /**
     * Sends changes until the stream ends or its time is over.
     *
     * @param params makes the parameters of the notification of a change
     * @throws IOException if the client is gone
     * @throws InterruptedException if the server stops
     */
    void pump(EventStream stream, Function<Change, ObjectNode> params, Clock clock, Instant until)
            throws IOException, InterruptedException {
        to = stream;
        while (!over && clock.instant().isBefore(until)) {
            Optional<Change> next = waiting.poll(BEAT.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                stream.beat();
            } else if (next.isPresent()) {
                Change change = next.get();
                stream.send(StrictJson.text(JsonRpcMessage.notification(change.method(), params.apply(change))));
            }
        }
    }
}
