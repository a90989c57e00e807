package dev.lanyard.assistant;

import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.lanyard.transport.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Is the caller's hold on one turn: it can be cancelled from another thread, which stops the model and every running tool.
 * Thread-safe.
 */
public final class Turn {
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final List<Call> calls = new ArrayList<>();

    /** Gives up the turn; the conversation stays as it was before. */
    public void cancel() {
        cancelled.complete(null);
        List<Call> running;
        synchronized (calls) {
            running = List.copyOf(calls);
        }
        running.forEach(call -> call.cancel("the user cancelled the turn"));
    }

    /** Says whether the turn has been cancelled. */
    public boolean isCancelled() {
        return cancelled.isDone();
    }

    CompletableFuture<Void> cancelled() {
        return cancelled;
    }

    /** Ties a running call to this turn, so that it ends with it. */
    public void started(Call call) {
        synchronized (calls) {
            calls.add(call);
        }
        if (isCancelled()) {
            call.cancel("the user cancelled the turn");
        }
    }

    void started(StreamingHandle stream) {
        if (isCancelled()) {
            stream.cancel();
        }
    }
}
