package dev.lanyard;

import dev.lanyard.assistant.Toolbox;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ConnectionFactory;
import dev.lanyard.connection.Connections;
import dev.lanyard.event.AgentListener;
import dev.lanyard.tools.Approval;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolCaller;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Is what belongs to one caller alone: connections with their sessions and catalogues, and what the caller approved. */
final class CallerParts implements AutoCloseable {
    private final Connections connections;
    private final ToolCaller caller;
    private final Toolbox toolbox;
    private final AgentListener listener;
    private final boolean lazy;
    private Runnable closing;

    /**
     * Creates the parts; nothing is sent.
     *
     * @param lazy whether connections open by themselves when tools are wanted, and may close when nobody uses them
     */
    CallerParts(AgentBuilder builder, ConnectionFactory factory, ToolApprover approver, AgentListener listener,
            boolean lazy) {
        Collection<ServerConfig> servers = builder.config.servers().values();
        this.connections = new Connections(servers.stream().map(factory::connection).toList());
        this.caller = new ToolCaller(new Approval(builder.approvalMode, approver), builder.callTimeout, listener);
        Set<String> trusted = servers.stream()
                .filter(ServerConfig::trusted)
                .map(ServerConfig::name)
                .collect(Collectors.toUnmodifiableSet());
        this.toolbox = new Toolbox(connections, trusted, caller);
        this.listener = AgentListener.guarded(listener);
        this.lazy = lazy;
        this.closing = connections::close;
    }

    /** Has the connections closed in another way, after which they may open again. */
    CallerParts closedBy(Runnable way) {
        closing = way;
        return this;
    }

    Connections connections() {
        return connections;
    }

    ToolCaller caller() {
        return caller;
    }

    Toolbox toolbox() {
        return toolbox;
    }

    AgentListener listener() {
        return listener;
    }

    boolean isLazy() {
        return lazy;
    }

    @Override
    public void close() {
        closing.run();
    }
}
