package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what a server of the stateless era tells unasked (MCP 2026-07-28, Subscriptions): changes of the lists that it
 * announced, and of the resources watched. Nothing is opened where there is nothing to tell. Thread-safe.
 */
final class Subscription implements AutoCloseable {
    private final String server;
    private final Listener listener;
    private final Runnable missed;
    private final Set<String> watched = new ConcurrentSkipListSet<>();
    private volatile JsonNode capabilities = JsonNodeFactory.instance.objectNode();
    private @Nullable StandingStream stream;

    /** Sends {@code subscriptions/listen} and stays until its stream ends. */
    @FunctionalInterface
    interface Listener {
        void listen(ObjectNode params, StandingStream stream);
    }

    /**
     * Creates one that listens to nothing yet.
     *
     * @param missed hears that news may have been missed
     */
    Subscription(String server, Listener listener, Runnable missed) {
        this.server = server;
        this.listener = listener;
        this.missed = missed;
    }

    /** Begins to listen to what the server announced. */
    void start(JsonNode announced) {
        capabilities = announced;
        restart();
    }

    /** Listens to changes of a resource too. */
    void watch(String uri) {
        if (watched.add(uri)) {
            restart();
        }
    }

    /** Listens to changes of a resource no longer. */
    void unwatch(String uri) {
        if (watched.remove(uri)) {
            restart();
        }
    }

    private synchronized void restart() {
        close();
        filter().ifPresent(params -> stream = StandingStream.open(server, (last, standing) -> {
            try {
                listener.listen(params, standing);
            } catch (TransportException.Unreachable | TransportException.ProtocolViolated e) {
                // The stream was cut: it is opened again.
            }
            return new ReplyReader.Outcome.Cut("", Optional.empty(), null);
        }, missed));
    }

    /** Returns {@code {"notifications":{"toolsListChanged":true}}}, empty if there is nothing to listen to. */
    private Optional<ObjectNode> filter() {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        ObjectNode wanted = params.putObject("notifications");
        for (String list : Set.of("tools", "prompts", "resources")) {
            if (capabilities.path(list).path("listChanged").asBoolean(false)) {
                wanted.put(list + "ListChanged", true);
            }
        }
        if (!watched.isEmpty()) {
            watched.forEach(wanted.putArray("resourceSubscriptions")::add);
        }
        return wanted.isEmpty() ? Optional.empty() : Optional.of(params);
    }

    @Override
    public synchronized void close() {
        StandingStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}
