package dev.lanyard.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Puts a server's question to the user. Must be thread-safe; may block while the user thinks. */
@FunctionalInterface
public interface Elicitor {
    /** Returns what the user said. */
    ElicitationAnswer ask(Elicitation elicitation);

    /**
     * Hears that what the user agreed to do at an address is done, as the server says (MCP 2025-11-25, Elicitation, completion
     * notifications): once at most for each, and perhaps never. Must be thread-safe and quick. Does nothing unless overridden.
     */
    default void completed(Elicitation.Url url) {}

    /** Returns one for when there is nobody to ask: everything is dismissed, since nobody consented. */
    static Elicitor nobody() {
        return elicitation -> new ElicitationAnswer.Dismissed();
    }

    /**
     * Returns one for servers that the user trusts: a form that can be filled from its own defaults is accepted with them
     * (SEP-1034), everything else is dismissed.
     */
    static Elicitor defaults() {
        return elicitation -> switch (elicitation) {
            case Elicitation.Form form when form.fields().stream().anyMatch(field -> !field.initial().isMissingNode())
                    && form.fields().stream().noneMatch(field -> field.required() && field.initial().isMissingNode()) ->
                new ElicitationAnswer.Accepted(JsonNodeFactory.instance.objectNode());
            case Elicitation.Form form -> new ElicitationAnswer.Dismissed();
            case Elicitation.Url url -> new ElicitationAnswer.Dismissed();
        };
    }
}
