package dev.lanyard.server.model;

import java.util.List;

/**
 * Is the part of a conversation that the script looks at: the user's latest message, and what came of it.
 *
 * @param request the text of the user's latest message
 * @param outcomes the results of the tools called since, in order
 * @param tools the tools on offer
 */
record Conversation(String request, List<Outcome> outcomes, List<OfferedTool> tools) {
    Conversation {
        outcomes = List.copyOf(outcomes);
        tools = List.copyOf(tools);
    }

    /**
     * Is what a tool answered.
     *
     * @param tool the name as offered
     * @param content the result as text, often JSON
     */
    record Outcome(String tool, String content) {}
}
