package dev.lanyard.server.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Is what one clause of a user's message comes to. */
sealed interface Step {
    /**
     * Calls a tool.
     *
     * @param tool the name as offered
     * @param arguments the arguments by name
     */
    record Call(String tool, ObjectNode arguments) implements Step {}

    /**
     * Cannot be done.
     *
     * @param reason why, a whole sentence for the user
     */
    record Impossible(String reason) implements Step {}
}
