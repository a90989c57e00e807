package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Is what a server has asked and not yet got an answer to, so that it can take a question back (MCP 2025-11-25, Cancellation):
 * the thread that works on the answer is interrupted. Thread-safe.
 */
final class Questions {
    private final Map<JsonNode, Question> open = new ConcurrentHashMap<>();

    /** Notes a question before anybody works on it. */
    Question add(JsonNode id) {
        Question question = new Question(id);
        open.put(id, question);
        return question;
    }

    /** Takes a question back; does nothing if it is unknown or answered. */
    void withdraw(JsonNode id) {
        Question question = open.get(id);
        if (question != null) {
            question.withdraw();
        }
    }

    /** One question of a server. */
    final class Question {
        private final JsonNode id;
        private @Nullable Thread thread;
        private boolean withdrawn;

        private Question(JsonNode id) {
            this.id = id;
        }

        /**
         * Returns the answer, worked out on this thread.
         *
         * @throws CancellationException if the server has taken the question back, so that it must not be answered
         */
        <T> T answer(Supplier<T> work) {
            T answer;
            try {
                begin();
                answer = work.get();
            } finally {
                end();
            }
            if (isWithdrawn()) {
                throw new CancellationException("taken back");
            }
            return answer;
        }

        private synchronized boolean isWithdrawn() {
            return withdrawn;
        }

        private synchronized void begin() {
            if (withdrawn) {
                throw new CancellationException("taken back");
            }
            thread = Thread.currentThread();
        }

        private synchronized void end() {
            open.remove(id, this);
            thread = null;
            if (withdrawn) {
                boolean unused = Thread.interrupted();
            }
        }

        private synchronized void withdraw() {
            withdrawn = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
