package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that run now, so that a message on another connection can cancel them. Ids count only within their session. */
final class RunningCalls {
    private record Key(String nonce, JsonNode id) {}

    private final Map<Key, RunningCall> calls = new ConcurrentHashMap<>();

    /**
     * Adds a call until {@link #remove}.
     *
     * @throws JsonRpcError if the session uses the id already (MCP 2025-11-25, Base protocol, requests)
     */
    void add(Session session, JsonNode id, RunningCall call) {
        if (calls.putIfAbsent(new Key(session.nonce(), id), call) != null) {
            throw JsonRpcError.invalidRequest("A request with this id is running in this session.");
        }
    }

    void remove(Session session, JsonNode id) {
        calls.remove(new Key(session.nonce(), id));
    }

    /** Cancels a call; one that is unknown or has ended is ignored (MCP 2025-11-25, Cancellation). */
    void cancel(Session session, JsonNode id) {
        RunningCall call = calls.get(new Key(session.nonce(), id));
        if (call != null) {
            call.cancel();
        }
    }

    /** Cancels every call of a session. */
    void cancelAll(Session session) {
        calls.forEach((key, call) -> {
            if (key.nonce().equals(session.nonce())) {
                call.cancel();
            }
        });
    }
}
