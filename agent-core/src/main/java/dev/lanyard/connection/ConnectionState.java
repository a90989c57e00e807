package dev.lanyard.connection;

import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.transport.ServerInfo;
import java.util.List;
import java.util.Optional;

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

        /** Says whether the server claims that a tool may be called twice without harm. */
        boolean claimsIdempotent(String tool) {
            return tools.stream().anyMatch(listed -> listed.name().equals(tool) && listed.claimsIdempotent());
        }
    }

    /** The server answered once and cannot be reached now; it is tried again, by itself and by each call. */
    record Lost(Ready last, AgentException failure) implements ConnectionState {}

    /** The server could not be connected; the failure says why and what to do. */
    record Failed(AgentException failure) implements ConnectionState {}

    /** Says whether nothing but a sign-in of the user opens the server. */
    default boolean needsSignIn() {
        return this instanceof Failed(AgentException failure) && failure.code() == ErrorCode.INTERACTION_REQUIRED;
    }

    /**
     * Returns what is known of the server's tools. Those of a lost server are still offered: a call then finds it back, or
     * fails at once and says why, which a tool that has vanished could not.
     */
    default Optional<Ready> known() {
        return switch (this) {
            case Ready ready -> Optional.of(ready);
            case Lost lost -> Optional.of(lost.last());
            case Idle unused -> Optional.empty();
            case Connecting unused -> Optional.empty();
            case Failed unused -> Optional.empty();
        };
    }
}
