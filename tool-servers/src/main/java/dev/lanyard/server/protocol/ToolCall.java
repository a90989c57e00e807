package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** One running call of a tool. Safe for use by several threads. */
public interface ToolCall {
    /** Returns the arguments, an object that fits the tool's input schema. */
    JsonNode arguments();

    /** Returns who calls, as the credential proved; never taken from the arguments. */
    Caller caller();

    /**
     * Tells the caller how far the call is, if the caller asked to know. A value that does not increase is not sent (MCP
     * 2025-11-25, Progress), nor is any after the call has ended or lost its caller.
     *
     * @param progress how much is done, in the unit of {@code total}
     * @param total how much there is to do
     * @param message what is being done, for people
     */
    void progress(double progress, double total, String message);

    /** Returns whether the caller has cancelled the call; its thread is interrupted as well. */
    boolean cancelled();
}
