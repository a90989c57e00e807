package dev.lanyard.event;

import java.util.List;

/**
 * Follows what an agent does.
 *
 * <p>Called on the thread that does the work, for several servers and tool calls at once: an implementation must be
 * thread-safe and quick.
 */
@FunctionalInterface
public interface AgentListener {
    /** Receives one event. */
    void on(AgentEvent event);

    /** Returns a listener that ignores everything. */
    static AgentListener none() {
        return event -> {};
    }

    /** Returns a listener that passes each event to all of the given ones, in their order. */
    static AgentListener all(List<AgentListener> listeners) {
        List<AgentListener> copy = List.copyOf(listeners);
        return event -> copy.forEach(listener -> listener.on(event));
    }
}
