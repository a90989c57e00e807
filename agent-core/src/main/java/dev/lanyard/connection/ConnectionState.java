package dev.lanyard.connection;

import dev.lanyard.error.AgentException;
import dev.lanyard.transport.ServerInfo;
import java.util.List;

/** Is what a connection can do right now. */
public sealed interface ConnectionState {
    /** Nobody has asked for it yet. */
    record Idle() implements ConnectionState {}

    /** The server is being greeted and asked for its tools. */
    record Connecting() implements ConnectionState {}

    /** The server answers. */
    record Ready(ServerInfo info, List<ServerTool> tools) implements ConnectionState {
        public Ready {
            tools = List.copyOf(tools);
        }
    }

    /** The server could not be connected; the failure says why and what to do. */
    record Failed(AgentException failure) implements ConnectionState {}
}
