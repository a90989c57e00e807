package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.concurrent.locks.ReentrantLock;

/**
 * Is the way to one server for one caller: opened on first use, known by its {@link ConnectionState}. Thread-safe; whoever
 * made it closes it.
 */
public final class ServerConnection implements AutoCloseable {
    private final String name;
    private final CredentialKind credential;
    private final McpSession session;
    private final Duration openTimeout;
    private final AgentListener listener;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile ConnectionState state = new ConnectionState.Idle();

    ServerConnection(String name, CredentialKind credential, McpSession session, Duration openTimeout,
            AgentListener listener) {
        this.name = name;
        this.credential = credential;
        this.session = session;
        this.openTimeout = openTimeout;
        this.listener = listener;
    }

    /** Returns the server's name in the configuration. */
    public String name() {
        return name;
    }

    /** Returns how the server is shown who is calling. */
    public CredentialKind credential() {
        return credential;
    }

    /** Returns what the connection can do right now. */
    public ConnectionState state() {
        return state;
    }

    /**
     * Connects and lists the tools, unless that is done; a connection that failed is tried anew. Blocks on the network.
     *
     * @throws AgentException if the server cannot be used; the state then holds the same failure
     */
    public ConnectionState.Ready open() {
        if (state instanceof ConnectionState.Ready ready) {
            return ready;
        }
        try {
            opening.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException.NotUsable(name, "Waiting for server '" + name + "' was interrupted.",
                    "Try again.");
        }
        try {
            return state instanceof ConnectionState.Ready ready ? ready : connect();
        } finally {
            opening.unlock();
        }
    }

    private ConnectionState.Ready connect() {
        state = new ConnectionState.Connecting();
        listener.on(new AgentEvent.ServerConnecting(name));
        long begun = System.nanoTime();
        try {
            ServerInfo info = session.open(Call.within(openTimeout));
            List<ServerTool> tools = info.capabilities().has("tools")
                    ? ToolList.fetch(name, session, Call.within(openTimeout))
                    : List.of();
            ConnectionState.Ready ready = new ConnectionState.Ready(info, tools);
            state = ready;
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            listener.on(new AgentEvent.ServerReady(name, credential, tools.size(), took));
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
        open();
        try {
            return session.request(method, params, call);
        } catch (AgentException e) {
            throw explained(e);
        }
    }

    private AgentException explained(AgentException failure) {
        return failure instanceof TransportException.Refused refused
                ? new ConnectionException.CredentialRefused(credential, refused)
                : failure;
    }

    @Override
    public void close() {
        session.close();
        state = new ConnectionState.Idle();
    }
}
