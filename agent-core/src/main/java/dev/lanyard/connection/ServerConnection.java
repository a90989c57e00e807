package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.ServerInfo;
import dev.lanyard.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is the way to one server for one caller: opened on first use, known by its {@link ConnectionState}. Thread-safe; whoever
 * made it closes it.
 */
public final class ServerConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private final String name;
    private final CredentialProvider provider;
    private final McpSession session;
    private final Duration openTimeout;
    private final AgentListener listener;
    private final ConnectionUse use;
    private final AtomicInteger refreshes = new AtomicInteger();
    private final ReentrantLock listing = new ReentrantLock();
    private @Nullable Opening opening;
    private volatile ConnectionState state = new ConnectionState.Idle();

    /** One attempt to open, which any number of callers may wait for. */
    private record Opening(Call call, CompletableFuture<ConnectionState.Ready> result) {}

    ServerConnection(String name, CredentialProvider provider, McpSession session, Duration openTimeout,
            AgentListener listener, ConnectionUse use) {
        this.name = name;
        this.provider = provider;
        this.session = session;
        this.openTimeout = openTimeout;
        this.listener = listener;
        this.use = use;
    }

    /** Returns the server's name in the configuration. */
    public String name() {
        return name;
    }

    /** Returns how the server is shown who is calling. */
    public CredentialKind credential() {
        return provider.kind();
    }

    /** Returns what the connection can do right now. */
    public ConnectionState state() {
        return state;
    }

    /**
     * Connects and lists the tools, unless that is done; a connection that failed is tried anew. Blocks on the network.
     *
     * @throws AgentException if the server cannot be used; the state then holds the same failure, unless it is this thread
     *     that was interrupted, while the opening goes on
     */
    public ConnectionState.Ready open() {
        Call call = Call.within(openTimeout);
        return use.during(this, call, () -> open("initialize", call));
    }

    /** Waits until the connection is open, but no longer than the call lasts; the opening goes on for whoever else waits. */
    private ConnectionState.Ready open(String method, Call call) {
        if (state instanceof ConnectionState.Ready ready) {
            return ready;
        }
        // While it opens, the user may be signing in; the opening has a time limit of its own, which stands still then.
        return provider.interactive()
                ? call.pausing(() -> call.await(name, method, opened()))
                : call.await(name, method, opened());
    }

    /** Returns the opening that is under way, starting one on a thread of its own if there is none. */
    private synchronized CompletableFuture<ConnectionState.Ready> opened() {
        Opening current = opening;
        if (current == null || current.result().isDone()) {
            Opening started = new Opening(Call.within(openTimeout), new CompletableFuture<>());
            opening = started;
            Thread.ofVirtual().name("lanyard-open-" + name).start(() -> open(started));
            return started.result();
        }
        return current.result();
    }

    private void open(Opening mine) {
        listing.lock();
        try {
            mine.result()
                    .complete(state instanceof ConnectionState.Ready ready ? ready : connect(mine.call()));
        } catch (RuntimeException | Error e) {
            mine.result().completeExceptionally(e);
        } finally {
            listing.unlock();
        }
    }

    /**
     * Lists the tools again on a thread of its own, as the server said that they have changed. However often it says so, at
     * most one listing is under way and one waits.
     */
    void refreshSoon() {
        if (refreshes.getAndIncrement() == 0) {
            Thread.ofVirtual().name("lanyard-refresh-" + name).start(this::refresh);
        }
    }

    private void refresh() {
        int seen;
        do {
            seen = refreshes.get();
            listing.lock();
            try {
                if (state instanceof ConnectionState.Ready ready) {
                    replace(ready, new ConnectionState.Ready(ready.info(), listed(Call.within(openTimeout))));
                }
            } catch (AgentException e) {
                LOG.warn("Server '{}' says that its tools have changed but does not list them: {}", name,
                        e.getMessage());
            } finally {
                listing.unlock();
            }
        } while (!refreshes.compareAndSet(seen, 0));
    }

    /** Takes a new list of tools for that of a connection that is still the same, and not closed in the meantime. */
    private synchronized void replace(ConnectionState.Ready last, ConnectionState.Ready next) {
        if (state.equals(last)) {
            state = next;
        }
    }

    /** Lists the tools; all pages share the time of the call. */
    private List<ServerTool> listed(Call call) {
        return call.timed(() -> ToolList.fetch(name, session, call));
    }

    private ConnectionState.Ready connect(Call call) {
        state = new ConnectionState.Connecting();
        listener.on(new AgentEvent.ServerConnecting(name));
        long begun = System.nanoTime();
        try {
            ConnectionState.Ready ready = call.timed(() -> {
                ServerInfo info = session.open(call);
                return new ConnectionState.Ready(info, info.capabilities().has("tools") ? listed(call) : List.of());
            });
            state = ready;
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            listener.on(new AgentEvent.ServerReady(name, credential(), ready.tools().size(), took));
            return ready;
        } catch (RuntimeException e) {
            AgentException failure = e instanceof AgentException known
                    ? explained(known)
                    : new ConnectionException.NotUsable(name, e);
            state = new ConnectionState.Failed(failure);
            listener.on(new AgentEvent.ServerFailed(name, failure));
            throw failure;
        }
    }

    /** Returns the tools as last listed; connects first if need be. */
    public List<ServerTool> tools() {
        return open().tools();
    }

    /**
     * Calls a tool. An answer that says the tool failed is an answer, not an exception.
     *
     * @throws AgentException if there is no answer
     */
    public ToolReply call(String tool, ObjectNode arguments, Call call) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", tool);
        params.set("arguments", arguments);
        return ToolReplyReader.read(request("tools/call", params, call));
    }

    /** Sends any other request of the protocol and returns its result. */
    JsonNode request(String method, ObjectNode params, Call call) {
        return call.timed(() -> use.during(this, call, () -> {
            var unused = open(method, call);
            try {
                return session.request(method, params, call);
            } catch (AgentException e) {
                throw explained(e);
            }
        }));
    }

    private AgentException explained(AgentException failure) {
        return failure instanceof TransportException.Refused refused
                ? new ConnectionException.CredentialRefused(credential(), refused)
                : failure;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (opening != null) {
                opening.call().cancel("closed");
            }
        }
        session.close();
        synchronized (this) {
            state = new ConnectionState.Idle();
        }
    }
}
