package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A call while it runs, on the thread that made this object. Cancelling interrupts that thread, but only while it runs. */
final class RunningCall implements ToolCall {
    private final JsonNode arguments;
    private final Caller caller;
    private final CallReply reply;
    private @Nullable Thread thread = Thread.currentThread();
    private boolean cancelled;

    RunningCall(JsonNode arguments, Caller caller, CallReply reply) {
        this.arguments = arguments;
        this.caller = caller;
        this.reply = reply;
    }

    @Override
    public JsonNode arguments() {
        return arguments;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public void progress(double progress, double total, String message) {
        if (!cancelled()) {
            reply.progress(progress, total, message);
        }
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    /** Interrupts the call unless it has ended. */
    synchronized void cancel() {
        if (thread != null) {
            cancelled = true;
            thread.interrupt();
        }
    }

    /** Ends the call: a later cancellation does nothing, an interrupt that came before is forgotten. */
    synchronized void end() {
        thread = null;
        if (cancelled) {
            Thread.interrupted();
        }
    }
}
