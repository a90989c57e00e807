package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a person answered a form, or a question to go to an address (MCP 2025-11-25, Elicitation, response actions).
 *
 * @param action what the person did
 * @param content what the person filled in, which fits the form's schema if the action is {@code ACCEPT}; empty
 *     otherwise, and for an address
 */
public record Elicited(Action action, ObjectNode content) {
    /** What a person does with a form. */
    public enum Action {
        /** Sends it. */
        ACCEPT,
        /** Says no. */
        DECLINE,
        /** Closes it without an answer. */
        CANCEL
    }

    /** Copies the content. */
    public Elicited {
        content = content.deepCopy();
    }

    /** Returns the action as it is written in messages. */
    public String actionName() {
        return switch (action) {
            case ACCEPT -> "accept";
            case DECLINE -> "decline";
            case CANCEL -> "cancel";
        };
    }
}
