package dev.lanyard.transport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.error.AgentException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what a server was asked to go on doing, which a new session of it does not know: to log from a level on, and to tell
 * of changes to resources (MCP 2025-11-25, Logging and Resources, Subscriptions). At most {@value #MOST} of it. Thread-safe.
 */
final class Wishes {
    private static final Logger LOG = LoggerFactory.getLogger(Wishes.class);
    private static final int MOST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String server;
    private final SequencedMap<String, ObjectNode> subscriptions = new LinkedHashMap<>();
    private Optional<ObjectNode> level = Optional.empty();

    /** Sends a request to the new session. */
    @FunctionalInterface
    interface Sender {
        void send(String method, ObjectNode params, Call call);
    }

    Wishes(String server) {
        this.server = server;
    }

    /** Takes in a request that the server has granted. */
    synchronized void granted(String method, ObjectNode params) {
        String uri = params.path("uri").asText("");
        switch (method) {
            case "logging/setLevel" -> level = Optional.of(params.deepCopy());
            case "resources/subscribe" -> {
                subscriptions.putLast(uri, params.deepCopy());
                if (subscriptions.size() > MOST) {
                    subscriptions.pollFirstEntry();
                }
            }
            case "resources/unsubscribe" -> subscriptions.remove(uri);
            default -> {
                // Over with its answer.
            }
        }
    }

    /**
     * Asks a new session for the same. The level is set before the call goes on that found the old session lost, so that what it
     * causes to be logged is heard; the rest is asked for aside. What the server refuses now is logged and costs nothing else.
     */
    void renew(Call call, Sender sender) {
        List<ObjectNode> watched;
        Optional<ObjectNode> logged;
        synchronized (this) {
            watched = List.copyOf(subscriptions.values());
            logged = level;
        }
        logged.ifPresent(params -> {
            Call brief = call.part(PATIENCE);
            var unused = call.ended().thenRun(() -> brief.cancel(call.reason()));
            send("logging/setLevel", params, brief, sender);
        });
        if (!watched.isEmpty()) {
            Thread.ofVirtual()
                    .name("lanyard-subscribe-" + server)
                    .start(() -> watched.forEach(
                            params -> send("resources/subscribe", params, Call.within(PATIENCE), sender)));
        }
    }

    private void send(String method, ObjectNode params, Call call, Sender sender) {
        try {
            call.timed(() -> {
                sender.send(method, params, call);
                return true;
            });
        } catch (AgentException e) {
            LOG.warn("Server '{}' does not go on with '{}' in a new session: {}", server, method, e.getMessage());
        }
    }
}
