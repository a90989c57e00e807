package dev.lanyard.connection;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Is what the user said to an {@link Elicitation}. */
public sealed interface ElicitationAnswer {
    /**
     * The user agreed.
     *
     * @param content the values of a form by name, empty for an address; those left out get the server's defaults
     */
    record Accepted(ObjectNode content) implements ElicitationAnswer {}

    /** The user said no. */
    record Declined() implements ElicitationAnswer {}

    /** The user said nothing, or could not be asked. */
    record Dismissed() implements ElicitationAnswer {}
}
