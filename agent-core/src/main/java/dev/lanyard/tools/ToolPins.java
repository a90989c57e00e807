package dev.lanyard.tools;

import dev.lanyard.connection.ConnectionState;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.connection.ServerTool;
import dev.lanyard.connection.ToolPin;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Holds back tools that changed or appeared after the user first saw their server, so that nothing a server says later
 * reaches the model unseen (a "rug pull"). The first list of a server is taken as it is. Thread-safe; belongs to one caller.
 */
public final class ToolPins {
    private final ToolPinStore store;
    private final Function<String, ToolPinStore.Key> keys;
    private final AgentListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock asking = new ReentrantLock();
    private final Map<String, Screened> screened = new HashMap<>();
    private final Set<Change> refused = new HashSet<>();
    private final Set<Change> told = new HashSet<>();

    /** What was found out about one list of tools, which holds as long as the list does. */
    private record Screened(ConnectionState.Ready list, Map<String, ToolChange> held) {}

    /** A change that the user has said no to, or has been told of. */
    private record Change(String server, String tool, ToolPin pin) {}

    /**
     * Creates pins.
     *
     * @param keys returns where the pins of a server are kept, by its name
     */
    public ToolPins(ToolPinStore store, Function<String, ToolPinStore.Key> keys, AgentListener listener) {
        this.store = store;
        this.keys = keys;
        this.listener = AgentListener.guarded(listener);
    }

    /** Returns pins that last as long as they are referred to. */
    public static ToolPins inMemory() {
        return new ToolPins(ToolPinStore.inMemory(), server -> new ToolPinStore.Key("", server, ""),
                AgentListener.none());
    }

    /**
     * Returns the tools of a list that are held back, by name.
     *
     * @param free whether the mode of approval takes whatever this server offers
     */
    Map<String, ToolChange> held(ServerConnection connection, ConnectionState.Ready list, boolean free) {
        String server = connection.name();
        lock.lock();
        try {
            Screened last = screened.get(server);
            if (last == null || !last.list().equals(list)) {
                last = new Screened(list, screen(server, list, free));
                screened.put(server, last);
            }
            return last.held();
        } finally {
            lock.unlock();
        }
    }

    private Map<String, ToolChange> screen(String server, ConnectionState.Ready list, boolean free) {
        ToolPinStore.Key key = keys.apply(server);
        Optional<Map<String, ToolPin>> known = store.find(key);
        Map<String, ToolPin> pins = new LinkedHashMap<>(known.orElse(Map.of()));
        Map<String, ToolChange> held = new LinkedHashMap<>();
        boolean changed = false;
        for (ServerTool tool : list.tools()) {
            ToolPin now = ToolPin.of(tool);
            ToolPin then = pins.get(tool.name());
            if (now.equals(then)) {
                continue;
            }
            if (known.isEmpty() || free) {
                pins.put(tool.name(), now);
                changed = true;
            } else {
                ToolChange change = then == null
                        ? new ToolChange.Appeared()
                        : new ToolChange.Altered(then.differences(now));
                held.put(tool.name(), change);
                if (told.add(new Change(server, tool.name(), now))) {
                    listener.on(new AgentEvent.ToolHeld(server, tool.name(), change.words()));
                }
            }
        }
        if (changed) {
            store.keep(key, pins);
        }
        return Map.copyOf(held);
    }

    /**
     * Asks the user about a tool that is held back, unless the answer was no before, and says whether it may be offered now.
     * Blocks while the user thinks.
     */
    boolean approved(HeldTool held, ToolApprover approver) {
        String server = held.tool().server();
        ToolPin pin = ToolPin.of(held.tool().tool());
        Change asked = new Change(server, held.tool().tool().name(), pin);
        asking.lock();
        try {
            if (pin.equals(store.find(keys.apply(server)).orElse(Map.of()).get(asked.tool()))) {
                return true;
            }
            if (refused.contains(asked)) {
                return false;
            }
            return switch (approver.askChange(held.tool(), held.change())) {
                case ONCE, ALWAYS -> {
                    accept(asked);
                    yield true;
                }
                case NO -> {
                    refused.add(asked);
                    yield false;
                }
                case NOBODY -> false;
            };
        } finally {
            asking.unlock();
        }
    }

    private void accept(Change change) {
        lock.lock();
        try {
            ToolPinStore.Key key = keys.apply(change.server());
            Map<String, ToolPin> pins = new LinkedHashMap<>(store.find(key).orElse(Map.of()));
            pins.put(change.tool(), change.pin());
            store.keep(key, pins);
            screened.remove(change.server());
        } finally {
            lock.unlock();
        }
    }
}
