package dev.lanyard.event;

import java.util.List;

/**
 * Follows what an agent does.
 *
 * <p>Called on the thread that does the work, for several servers and tool calls at once: an implementation must be
 * thread-safe and quick. What it throws is logged once and breaks nothing.
 */
@FunctionalInterface
public interface AgentListener {
    /** Receives one event. */
    void on(AgentEvent event);

    /** Returns a listener that ignores everything. */
    static AgentListener none() {
        return event -> {};
    }

    /** Returns a listener that never throws: what the given one throws is logged the first time, and goes no further. */
    static AgentListener guarded(AgentListener listener) {
        return listener instanceof GuardedListener ? listener : new GuardedListener(listener);
    }

    /** Returns a listener that passes each event to all of the given ones, in their order. */
    static AgentListener all(List<AgentListener> listeners) {
        List<AgentListener> copy = listeners.stream().map(AgentListener::guarded).toList();
        return event -> copy.forEach(listener -> listener.on(event));
    }
}
