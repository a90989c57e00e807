package dev.lanyard.transport;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets every call to a server stand still while it has a question to the user open. Which of the calls the question belongs to is
 * not said on a pipe or a stream that all of them share (MCP 2025-11-25, Elicitation). Thread-safe.
 */
final class PausedCalls {
    private static final Set<String> TO_THE_USER = Set.of("elicitation/create", "sampling/createMessage");

    private final Map<Object, Call> calls = new ConcurrentHashMap<>();
    private int open;

    /** Takes in a call that waits for the answer to a request from now on, under whatever tells the request from others. */
    synchronized void join(Object id, Call call) {
        calls.put(id, call);
        if (open > 0) {
            call.pause();
        }
    }

    /** Forgets a call that waits no longer. */
    synchronized void leave(Object id) {
        Call call = calls.remove(id);
        if (call != null && open > 0) {
            call.goOn();
        }
    }

    /** Answers a request of the server; if it is one for the user, no call's time goes on meanwhile. */
    byte[] answer(Message.Request request, Supplier<byte[]> answer) {
        if (!TO_THE_USER.contains(request.method())) {
            return answer.get();
        }
        begin();
        try {
            return answer.get();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (open++ == 0) {
            calls.values().forEach(Call::pause);
        }
    }

    private synchronized void end() {
        if (--open == 0) {
            calls.values().forEach(Call::goOn);
        }
    }
}
