package dev.lanyard;

import dev.lanyard.assistant.Toolbox;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ConnectionFactory;
import dev.lanyard.connection.Connections;
import dev.lanyard.event.AgentListener;
import dev.lanyard.tools.Approval;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolCaller;
import dev.lanyard.tools.ToolPinStore;
import dev.lanyard.tools.ToolPins;
import dev.lanyard.tools.ToolSource;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Is what belongs to one caller alone: connections with their sessions and catalogues, and what the caller approved. */
final class CallerParts implements AutoCloseable {
    private final Connections connections;
    private final ToolCaller caller;
    private final ToolSource tools;
    private final Toolbox toolbox;
    private final AgentListener listener;
    private final boolean lazy;
    private Runnable closing;

    /**
     * Creates the parts; nothing is sent.
     *
     * @param user whose they are, empty for the one who runs the program; those of a user open their connections by themselves
     *     when tools are wanted, and may close when nobody uses them
     */
    CallerParts(AgentBuilder builder, ConnectionFactory factory, ToolApprover approver, AgentListener listener,
            String user) {
        Collection<ServerConfig> servers = builder.config.servers().values();
        this.connections = new Connections(servers.stream().map(factory::connection).toList());
        Approval approval = new Approval(builder.approvalMode, approver);
        this.caller = new ToolCaller(approval, builder.callTimeout, listener);
        Set<String> trusted = servers.stream()
                .filter(ServerConfig::trusted)
                .map(ServerConfig::name)
                .collect(Collectors.toUnmodifiableSet());
        ToolPins pins = new ToolPins(builder.toolPins, server -> new ToolPinStore.Key(user, server,
                address(builder.config.servers().get(server))), listener);
        this.tools = new ToolSource(connections, trusted, approval, pins);
        this.listener = AgentListener.guarded(listener);
        this.lazy = !user.isEmpty();
        this.toolbox = new Toolbox(tools, caller, !lazy);
        this.closing = connections::close;
    }

    /** Returns what makes a server the one that it is: its address, or the command that starts it. */
    private static String address(@Nullable ServerConfig server) {
        return switch (server) {
            case ServerConfig.Http http -> http.shownUrl().toString();
            case ServerConfig.Stdio stdio -> stdio.command() + " " + stdio.args();
            case null -> "";
        };
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

    ToolSource tools() {
        return tools;
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
