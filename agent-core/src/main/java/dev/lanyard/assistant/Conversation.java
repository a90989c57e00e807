package dev.lanyard.assistant;

import dev.langchain4j.data.message.ChatMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Remembers whole turns, the newest {@value #MAX_TURNS}. A turn is remembered when it is finished or not at all, so that a
 * model never sees a tool call without its result. Thread-safe.
 */
public final class Conversation {
    private static final int MAX_TURNS = 50;

    private final Deque<List<ChatMessage>> turns = new ArrayDeque<>();
    private int begun;

    /** Returns the messages of all remembered turns, oldest first. */
    public synchronized List<ChatMessage> messages() {
        List<ChatMessage> all = new ArrayList<>();
        turns.forEach(all::addAll);
        return all;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        turns.clear();
    }

    synchronized int next() {
        return ++begun;
    }

    synchronized void remember(List<ChatMessage> turn) {
        turns.addLast(List.copyOf(turn));
        if (turns.size() > MAX_TURNS) {
            turns.removeFirst();
        }
    }
}
