package dev.lanyard.server.protocol;

/** Does the work of a tool that may ask the client. Called on a virtual thread and may block; calls run in parallel. */
@FunctionalInterface
public interface InteractiveToolHandler {
    /**
     * Runs one round of a call. It is run again, with the answers, after each {@link Outcome.NeedsInput}; so what it
     * does before it asks must do no harm when done twice. For failures see {@link ToolHandler#run}.
     *
     * @throws InterruptedException if the caller cancelled
     */
    Outcome<ToolResult> run(ToolCall call) throws InterruptedException;

    /** Returns a handler that never asks. */
    static InteractiveToolHandler of(ToolHandler handler) {
        return call -> Outcome.done(handler.run(call));
    }
}
