package dev.lanyard.server.model;

import java.util.List;

/** Is what the model answers: words, or calls of tools. */
sealed interface Reply {
    /**
     * Ends the turn.
     *
     * @param content the words
     */
    record Text(String content) implements Reply {}

    /**
     * Asks for tools to be called, all in one answer.
     *
     * @param calls at least one call
     */
    record Calls(List<Step.Call> calls) implements Reply {
        public Calls {
            calls = List.copyOf(calls);
        }
    }
}
