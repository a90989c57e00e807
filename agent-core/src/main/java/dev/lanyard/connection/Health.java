package dev.lanyard.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.TransportException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Watches whether a connection's server can be reached: counts its failures with the {@link Breaker}, says that a server is
 * lost and has it brought back. Thread-safe; closed with its connection.
 */
final class Health implements AutoCloseable {
    private final String name;
    private final McpSession session;
    private final AgentListener listener;
    private final Breaker breaker;
    private final Supplier<Revival> revivals;
    private volatile Revival revival;
    private final AtomicReference<ConnectionState> state = new AtomicReference<>(new ConnectionState.Idle());

    /** Opens the connection again without a caller who waits for it. */
    @FunctionalInterface
    interface Reopening {
        /** Returns when the connection is open. */
        void reopen(Call call);
    }

    Health(String name, McpSession session, AgentListener listener, Breaker breaker, Duration patience,
            Reopening reopening) {
        this.name = name;
        this.session = session;
        this.listener = listener;
        this.breaker = breaker;
        this.revivals = () -> new Revival(name, () -> revived(Call.within(patience), reopening), breaker::pause);
        this.revival = revivals.get();
    }

    ConnectionState state() {
        return state.get();
    }

    void enter(ConnectionState next) {
        state.set(next);
    }

    /** Enters a state unless the last one has been left meanwhile, and says whether it did. */
    boolean enter(ConnectionState last, ConnectionState next) {
        return state.compareAndSet(last, next);
    }

    /**
     * Begins to connect.
     *
     * @throws ConnectionException.Suspended if the server is not to be tried now
     */
    void connecting() {
        if (revival.isClosed()) {
            // The connection was closed while nobody used it, and is wanted again.
            revival = revivals.get();
        }
        try {
            var unused = breaker.admit(name);
        } catch (ConnectionException.Suspended e) {
            ConnectionState last = state();
            if (last.known().isEmpty()) {
                var unusedToo = enter(last, new ConnectionState.Failed(e));
            }
            throw e;
        }
    }

    void connected(ConnectionState.Ready ready) {
        breaker.reached();
        state.set(ready);
    }

    /** Waits for a connection and counts the failure to get one; what nobody waits for opens no breaker. */
    <T> T counted(Supplier<T> waiting) {
        Breaker.Leave leave = breaker.leave();
        try {
            return waiting.get();
        } catch (AgentException e) {
            if (Reachability.of(e).isMiss()) {
                breaker.missed(leave);
            }
            throw e;
        }
    }

    /** Takes in that connecting failed; a server that was known before stays known if it is merely away. */
    void notConnected(ConnectionState before, AgentException failure) {
        boolean there = Reachability.of(failure) == Reachability.THERE;
        if (there) {
            breaker.reached();
        }
        if (!there && before instanceof ConnectionState.Lost(ConnectionState.Ready last, var unused)) {
            state.set(new ConnectionState.Lost(last, failure));
        } else {
            state.set(new ConnectionState.Failed(failure));
            listener.on(new AgentEvent.ServerFailed(name, failure));
        }
    }

    /**
     * Does a request and draws from its failure what that says about the server itself.
     *
     * @throws ConnectionException.Suspended if the server is not to be tried now
     */
    <T> T watched(ConnectionState.Ready ready, Supplier<T> request) {
        Breaker.Leave leave;
        try {
            leave = breaker.admit(name);
        } catch (ConnectionException.Suspended e) {
            lost(ready, e);
            throw e;
        }
        try {
            T result = request.get();
            breaker.reached();
            return result;
        } catch (AgentException e) {
            judge(e, ready, leave);
            throw e;
        }
    }

    private void judge(AgentException failure, ConnectionState.Ready ready, Breaker.Leave leave) {
        switch (Reachability.of(failure)) {
            case THERE -> breaker.reached();
            case NOT_ASKED -> {
                // It says nothing about the server.
            }
            // A slow tool or a silent server: a sign of life tells.
            case UNSURE -> revival.start();
            case BEHIND_A_GATEWAY -> {
                breaker.missed(leave);
                if (breaker.isOpen()) {
                    lost(ready, failure);
                }
            }
            case GONE -> {
                breaker.missed(leave);
                lost(ready, failure);
            }
        }
    }

    private void lost(ConnectionState.Ready ready, AgentException failure) {
        if (!revival.isClosed() && enter(ready, new ConnectionState.Lost(ready, failure))) {
            listener.on(new AgentEvent.ServerFailed(name, failure));
            revival.start();
        }
    }

    /** Finds out whether the server is there, connecting anew if it was lost, and says whether there is nothing left to do. */
    private boolean revived(Call call, Reopening reopening) {
        try {
            if (state() instanceof ConnectionState.Ready ready) {
                return isAlive(ready, call);
            }
            reopening.reopen(call);
            return true;
        } catch (AgentException e) {
            return !(state() instanceof ConnectionState.Lost);
        }
    }

    private boolean isAlive(ConnectionState.Ready ready, Call call) {
        try {
            awaitSignOfLife(call);
            return true;
        } catch (TransportException e) {
            lost(ready, e);
            return false;
        }
    }

    /**
     * Returns when the server has answered anything, be it a refusal.
     *
     * @throws TransportException if it cannot be reached
     */
    void awaitSignOfLife(Call call) {
        try {
            var unused = session.request("ping", JsonNodeFactory.instance.objectNode(), call);
        } catch (TransportException e) {
            if (Reachability.of(e) != Reachability.THERE) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        revival.close();
    }
}
