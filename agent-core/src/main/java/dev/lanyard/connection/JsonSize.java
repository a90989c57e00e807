package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Counts how much a JSON value holds without writing it out. */
final class JsonSize {
    /** What a value without text takes, about: a number, a brace. */
    private static final int PLAIN = 4;

    private JsonSize() {}

    /** Returns about how many characters a value holds. */
    static long of(JsonNode value) {
        long size = 0;
        Deque<JsonNode> left = new ArrayDeque<>();
        left.push(value);
        while (!left.isEmpty()) {
            JsonNode node = left.pop();
            size += PLAIN + (node.isTextual() ? node.textValue().length() : 0);
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                size += member.getKey().length();
            }
            node.forEach(left::push);
        }
        return size;
    }
}
