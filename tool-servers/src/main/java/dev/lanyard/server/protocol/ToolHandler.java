package dev.lanyard.server.protocol;

/** Does the work of a tool. Called on a virtual thread of its own and may block; calls run in parallel. */
@FunctionalInterface
public interface ToolHandler {
    /**
     * Runs one call. The arguments fit the tool's input schema. What the model can correct is an error result, not an
     * exception; an exception becomes an internal error that tells the caller nothing.
     *
     * @throws InterruptedException if the caller cancelled
     */
    ToolResult run(ToolCall call) throws InterruptedException;
}
