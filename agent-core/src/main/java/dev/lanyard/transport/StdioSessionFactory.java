package dev.lanyard.transport;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Builds sessions with servers that are processes of ours. Thread-safe. */
public final class StdioSessionFactory {
    private final Limits limits;
    private final ClientInfo info;
    private final EraMemory eras = new EraMemory();

    /** Creates a factory. */
    public StdioSessionFactory(ClientInfo info, Limits limits) {
        this.info = info;
        this.limits = limits;
    }

    /**
     * Returns a session that has started nothing. Closing it ends the process.
     *
     * @param server the server's name in the configuration, for messages
     * @param command is asked each time the process starts; what it throws ends the call that needed the process
     * @param listener hears what the server tells on its own account
     * @param handlers answers to the server's requests by method
     */
    public McpSession session(String server, Supplier<StdioCommand> command, NotificationListener listener,
            Map<String, ServerRequestHandler> handlers) {
        Inbound inbound = new Inbound(listener, handlers);
        return new StdioSession(server, () -> StdioWire.open(server, command.get(), limits, inbound),
                (wire, greet) -> speaker(server, wire, inbound, greet), eras, inbound);
    }

    private McpSession speaker(String server, StdioWire wire, Inbound inbound, boolean greet) {
        AtomicLong ids = new AtomicLong();
        return new ProbingSession(server, server, new StatelessSession(server, wire, info, inbound, ids),
                new PipedSession(server, wire, info, inbound, ids), eras, greet);
    }
}
