package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call while it runs, on the thread that made this object. Cancelling interrupts that thread, but only while it runs.
 */
final class RunningCall implements ToolCall {
    private final Era era;
    private final JsonNode arguments;
    private final Caller caller;
    private final Set<ClientCapability> capabilities;
    private final Predicate<LogLevel> logged;
    private final CallReply reply;
    private volatile Round round;
    private @Nullable Thread thread = Thread.currentThread();
    private boolean cancelled;

    /** What one run of the handler is given. */
    record Round(Answers answers, String state) {
        static final Round FIRST = new Round(Answers.NONE, "");
    }

    RunningCall(Era era, ObjectNode params, Caller caller, Set<ClientCapability> capabilities,
            Predicate<LogLevel> logged,
            CallReply reply, Round round) {
        this.era = era;
        this.arguments = params.path("arguments").isObject() ? params.path("arguments") : StrictJson.object();
        this.caller = caller;
        this.capabilities = capabilities;
        this.logged = logged;
        this.reply = reply;
        this.round = round;
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
            heed(reply.progress(progress, total, message));
        }
    }

    @Override
    public void log(LogLevel level, String message) {
        if (!cancelled() && logged.test(level)) {
            heed(reply.send(JsonRpcMessage.notification("notifications/message",
                    StrictJson.object().put("level", level.wire()).put("data", message))));
        }
    }

    @Override
    public void hangUp(Duration comeBack) {
        if (!cancelled()) {
            reply.hangUp(comeBack);
        }
    }

    @Override
    public void completed(Ask.Url ask) {
        if (!cancelled() && era == Era.SESSION && clientOffers(ask.capability())) {
            heed(reply.send(JsonRpcMessage.notification("notifications/elicitation/complete",
                    StrictJson.object().put("elicitationId", ask.elicitationId()))));
        }
    }

    @Override
    public boolean clientOffers(ClientCapability capability) {
        return capabilities.contains(capability);
    }

    @Override
    public <A> Optional<A> answer(Ask<A> ask) {
        return round.answers().to(ask);
    }

    @Override
    public String state() {
        return round.state();
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    /**
     * MCP 2026-07-28, Streamable HTTP: a client cancels by closing the connection. In a session it may only have lost
     * it (MCP 2025-11-25, Transports), and the call goes on.
     */
    private void heed(boolean clientThere) {
        if (!clientThere && era == Era.STATELESS) {
            cancel();
        }
    }

    Era era() {
        return era;
    }

    CallReply reply() {
        return reply;
    }

    void next(Round following) {
        round = following;
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
