package dev.lanyard.connection;

import dev.lanyard.error.AgentException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Holds the connections of one caller, by server. They open side by side: one that fails or hangs costs the others nothing.
 * Thread-safe; closing it closes all of them.
 */
public final class Connections implements AutoCloseable {
    private final Map<String, ServerConnection> byName = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Holds the given connections, in their order.
     *
     * @throws IllegalArgumentException if two are to servers of one name
     */
    public Connections(Collection<ServerConnection> connections) {
        for (ServerConnection connection : connections) {
            if (byName.putIfAbsent(connection.name(), connection) != null) {
                throw new IllegalArgumentException("There are two servers of the name '" + connection.name() + "'");
            }
        }
    }

    /** Returns every connection, whatever its state, in the order of the configuration. */
    public List<ServerConnection> all() {
        return List.copyOf(byName.values());
    }

    /** Returns the connection to a server, empty if the configuration has none of that name. */
    public Optional<ServerConnection> find(String server) {
        return Optional.ofNullable(byName.get(server));
    }

    /**
     * Returns the connection to a server.
     *
     * @throws ConnectionException.Unknown if the configuration has none of that name
     */
    public ServerConnection get(String server) {
        return find(server).orElseThrow(() -> new ConnectionException.Unknown(server, byName.keySet()));
    }

    /**
     * Starts to open every connection that is not ready, apart from those that wait for a sign-in, and waits for them at most the given time; those that take longer go
     * on behind. Failures are found in {@link ServerConnection#state()} and heard as events.
     */
    public void openAll(Duration patience) {
        open(patience, connection -> !(connection.state() instanceof ConnectionState.Ready)
                && !connection.awaitsSignIn());
    }

    /** Does the same for connections that nobody has opened yet or that were closed since, but not for those that failed. */
    public void openIdle(Duration patience) {
        open(patience, connection -> switch (connection.state()) {
            case ConnectionState.Idle unused -> true;
            case ConnectionState.Connecting unused -> true;
            case ConnectionState.Ready unused -> false;
            case ConnectionState.Lost unused -> false;
            case ConnectionState.Failed unused -> false;
        });
    }

    private void open(Duration patience, Predicate<ServerConnection> wanted) {
        List<ServerConnection> waiting = byName.values().stream().filter(wanted).toList();
        if (waiting.isEmpty()) {
            return;
        }
        CountDownLatch settled = new CountDownLatch(waiting.size());
        for (ServerConnection connection : waiting) {
            threads.execute(() -> {
                try {
                    connection.open();
                } catch (AgentException e) {
                    // The state of the connection tells it.
                } finally {
                    settled.countDown();
                }
            });
        }
        try {
            boolean unused = settled.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (threads.isShutdown()) {
            return;
        }
        CountDownLatch closed = new CountDownLatch(byName.size());
        for (ServerConnection connection : byName.values()) {
            threads.execute(() -> {
                try {
                    connection.close();
                } finally {
                    closed.countDown();
                }
            });
        }
        try {
            boolean unused = closed.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
