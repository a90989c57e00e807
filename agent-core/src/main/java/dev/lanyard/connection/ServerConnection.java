package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.event.LogLevel;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.ServerInfo;
import dev.lanyard.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
    private final Health health;
    private final OutputChecks outputs;
    private final Relisting relisting = new Relisting(System::nanoTime);
    private final AtomicInteger refreshes = new AtomicInteger();
    private final ReentrantLock listing = new ReentrantLock();
    private @Nullable Opening opening;

    /** One attempt to open, which any number of callers may wait for. */
    private record Opening(Call call, CompletableFuture<ConnectionState.Ready> result) {}

    ServerConnection(String name, CredentialProvider provider, McpSession session, Duration openTimeout,
            AgentListener listener, ConnectionUse use, Breaker breaker) {
        this.name = name;
        this.provider = provider;
        this.session = session;
        this.openTimeout = openTimeout;
        this.listener = listener;
        this.use = use;
        this.outputs = new OutputChecks(name);
        this.health = new Health(name, session, listener, breaker, openTimeout,
                call -> call.await(name, "initialize", opened()));
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
        return health.state();
    }

    /** Says whether to connect anew would lead nowhere, as the server wants a sign-in and nobody signed in since. */
    boolean awaitsSignIn() {
        return state().needsSignIn() && provider.awaitsSignIn();
    }

    /**
     * Connects and lists the tools, unless that is done; a connection that failed is tried anew. Blocks on the network.
     *
     * @throws AgentException if the server cannot be used; the state then holds the same failure, unless it is this thread
     *     that was interrupted, while the opening goes on
     */
    public ConnectionState.Ready open() {
        return open(call -> {});
    }

    /**
     * Connects and lists the tools like {@link #open()}, for one who may give up.
     *
     * @param started gets the call that waits, before it waits; who cancels it ends the wait, while the opening goes on
     * @throws AgentException if the server cannot be used, or the call was cancelled
     */
    public ConnectionState.Ready open(Consumer<Call> started) {
        Call call = Call.within(openTimeout);
        started.accept(call);
        return use.during(this, call, () -> open("initialize", call));
    }

    /** Waits until the connection is open, but no longer than the call lasts; the opening goes on for whoever else waits. */
    private ConnectionState.Ready open(String method, Call call) {
        if (state() instanceof ConnectionState.Ready ready) {
            return ready;
        }
        // While it opens, the user may be signing in; the opening has a time limit of its own, which stands still then.
        return health.counted(() -> provider.interactive()
                ? call.pausing(() -> call.await(name, method, opened()))
                : call.await(name, method, opened()));
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
                    .complete(state() instanceof ConnectionState.Ready ready ? ready : connect(mine.call()));
        } catch (RuntimeException | Error e) {
            mine.result().completeExceptionally(e);
        } finally {
            listing.unlock();
        }
    }

    /**
     * Lists the tools again on a thread of its own, as the server said that they have changed, or as long ago as it said that
     * they hold. However often it says so, one listing is under way and one waits, at least a second after the last.
     */
    void refreshSoon() {
        if (refreshes.getAndIncrement() == 0) {
            relisting.next(this::refresh);
        }
    }

    /** Lists the tools again if the time has passed for which the server said that they hold (MCP 2026-07-28, Caching). */
    public void refreshIfStale() {
        if (relisting.isStale() && state() instanceof ConnectionState.Ready) {
            refreshSoon();
        }
    }

    private void refresh() {
        int seen = refreshes.get();
        boolean again = !relisted();
        if (again || !refreshes.compareAndSet(seen, 0)) {
            relisting.next(this::refresh);
        }
    }

    /** Lists the tools again and says whether there is nothing left to try; who connects lists them anyway. */
    private boolean relisted() {
        listing.lock();
        try {
            if (state() instanceof ConnectionState.Ready ready) {
                var unused = health.enter(ready,
                        new ConnectionState.Ready(ready.info(), listed(Call.within(openTimeout))));
            }
            return true;
        } catch (AgentException e) {
            LOG.warn("Server '{}' does not list its tools, which have changed: {}", name, e.getMessage());
            return !relisting.failed(e);
        } finally {
            listing.unlock();
        }
    }

    /** Lists the tools; all pages share the time of the call. */
    private List<ServerTool> listed(Call call) {
        return call.timed(() -> {
            ToolList.Listed listed = ToolList.fetch(name, session, call);
            relisting.listed(listed.holds());
            return listed.tools();
        });
    }

    private ConnectionState.Ready connect(Call call) {
        health.connecting();
        ConnectionState before = state();
        if (before.known().isEmpty()) {
            health.enter(new ConnectionState.Connecting());
            listener.on(new AgentEvent.ServerConnecting(name));
        }
        long begun = System.nanoTime();
        try {
            ConnectionState.Ready ready = call.timed(() -> greet(before, call));
            health.connected(ready);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            listener.on(new AgentEvent.ServerReady(name, credential(), ready.tools().size(), took));
            return ready;
        } catch (RuntimeException e) {
            AgentException failure = e instanceof AgentException known
                    ? explained(known)
                    : new ConnectionException.NotUsable(name, e);
            health.notConnected(before, failure);
            throw failure;
        }
    }

    private ConnectionState.Ready greet(ConnectionState before, Call call) {
        if (before.known().isPresent()) {
            // The session may think that it is open, and its list of tools may still count as fresh.
            health.awaitSignOfLife(call);
        }
        ServerInfo info = session.open(call);
        return new ConnectionState.Ready(info, info.capabilities().has("tools") ? listed(call) : List.of());
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
        return call.timed(() -> use.during(this, call, () -> {
            ConnectionState.Ready ready = open("tools/call", call);
            if (ready.claimsIdempotent(tool)) {
                call.allowRepeat();
            }
            ToolReply reply = ToolReplyReader.read(send(ready, "tools/call", params, call));
            return outputs.checked(tool, reply, ready.tools());
        }));
    }

    /**
     * Asks the server to log what is at least as grave as a level, which is then heard as an event; does nothing where the server
     * does not log (MCP 2025-11-25, Logging; a field of each request in 2026-07-28).
     */
    public void logLevel(LogLevel level, Call call) {
        if (open().info().capabilities().has("logging")) {
            var unused = request("logging/setLevel", JsonNodeFactory.instance.objectNode().put("level", level.label()),
                    call);
        }
    }

    /** Sends any other request of the protocol and returns its result. */
    JsonNode request(String method, ObjectNode params, Call call) {
        return call.timed(() -> use.during(this, call, () -> send(open(method, call), method, params, call)));
    }

    private JsonNode send(ConnectionState.Ready ready, String method, ObjectNode params, Call call) {
        try {
            return health.watched(ready, () -> session.request(method, params, call));
        } catch (AgentException e) {
            throw explained(e);
        }
    }

    private AgentException explained(AgentException failure) {
        return failure instanceof TransportException.Refused refused
                ? new ConnectionException.CredentialRefused(credential(), refused)
                : failure;
    }

    @Override
    public void close() {
        health.close();
        synchronized (this) {
            if (opening != null) {
                opening.call().cancel("closed");
            }
        }
        session.close();
        health.enter(new ConnectionState.Idle());
    }
}
