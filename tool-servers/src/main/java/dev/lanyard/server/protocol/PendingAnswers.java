package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The questions that clients of sessions have not answered yet. An answer counts only in the session that was asked:
 * what one client answers never reaches the call of another.
 */
final class PendingAnswers {
    private record Key(String nonce, String id) {}

    /** A question under way: the id to send it with, and its answer. */
    record Pending(String id, CompletableFuture<JsonRpcMessage.Response> answer) {}

    private final Map<Key, CompletableFuture<JsonRpcMessage.Response>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();

    /** Begins to wait, until {@link #close}. */
    Pending open(Session session) {
        Pending pending = new Pending("ask-" + next.incrementAndGet(), new CompletableFuture<>());
        waiting.put(new Key(session.nonce(), pending.id()), pending.answer());
        return pending;
    }

    void close(Session session, Pending pending) {
        waiting.remove(new Key(session.nonce(), pending.id()));
    }

    /** Hands over an answer and returns whether anyone waited for it. */
    boolean answer(Session session, JsonRpcMessage.Response response) {
        JsonNode id = response.id();
        CompletableFuture<JsonRpcMessage.Response> answer = id.isTextual()
                ? waiting.remove(new Key(session.nonce(), id.textValue()))
                : null;
        return answer != null && answer.complete(response);
    }
}
