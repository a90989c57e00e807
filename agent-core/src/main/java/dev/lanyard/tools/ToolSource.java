package dev.lanyard.tools;

import dev.lanyard.connection.Connections;
import dev.lanyard.connection.ServerConnection;
import java.util.Set;

/** Finds the tools of one caller: what the connections offer, without what is held back. Thread-safe. */
public final class ToolSource {
    private final Connections connections;
    private final Set<String> trusted;
    private final Approval approval;
    private final ToolPins pins;

    /**
     * Creates a source over connections.
     *
     * @param trusted the names of the servers whose annotations count
     * @param approval whom to ask about tools that changed
     */
    public ToolSource(Connections connections, Set<String> trusted, Approval approval, ToolPins pins) {
        this.connections = connections;
        this.trusted = Set.copyOf(trusted);
        this.approval = approval;
        this.pins = pins;
    }

    /** Returns the connections behind the tools. */
    public Connections connections() {
        return connections;
    }

    /** Returns the tools that are on offer now; nobody is asked anything. */
    public ToolCatalogue tools() {
        connections.all().forEach(ServerConnection::refreshIfStale);
        return ToolCatalogue.of(connections, trusted, (connection, list) -> pins.held(connection, list,
                approval.takesAnything(trusted.contains(connection.name()))));
    }

    /** Returns the tools that are on offer when the user has been asked about each that is held back. Blocks meanwhile. */
    public ToolCatalogue reviewed() {
        ToolCatalogue tools = tools();
        boolean changed = false;
        for (HeldTool held : tools.held()) {
            changed |= pins.approved(held, approval.approver());
        }
        return changed ? tools() : tools;
    }

    /** Returns the tools of {@link #reviewed}, and offers to sign in to the servers that need it. Blocks meanwhile. */
    public ToolCatalogue withSignIns() {
        return reviewed().withSignIns(connections);
    }

    /** Asks the user about one tool that is held back and says whether it may be called now. */
    public boolean approved(HeldTool held) {
        return pins.approved(held, approval.approver());
    }
}
