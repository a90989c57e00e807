package dev.lanyard.server.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Is a request to {@code /chat/completions}, as far as the script needs it; every other member is ignored.
 *
 * @param conversation what the user asked for and what came of it
 * @param stream whether the answer is streamed
 * @param includeUsage whether a stream ends with a chunk of usage ({@code stream_options.include_usage})
 * @param promptTokens an estimate of its length, a token for every four characters
 */
record ChatRequest(Conversation conversation, boolean stream, boolean includeUsage, int promptTokens) {
    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if it has no messages, or none of the user's
     */
    static ChatRequest from(JsonNode body) {
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new IllegalArgumentException("The member 'messages' must be a list of at least one message.");
        }
        int latest = messages.size() - 1;
        while (latest >= 0 && !messages.get(latest).path("role").asText().equals("user")) {
            latest--;
        }
        if (latest < 0) {
            throw new IllegalArgumentException("The member 'messages' holds no message with the role 'user'.");
        }
        Conversation conversation = new Conversation(text(messages.get(latest).path("content")),
                outcomes(messages, latest), tools(body.path("tools")));
        int length = messages.toString().length() + body.path("tools").toString().length();
        return new ChatRequest(conversation, body.path("stream").asBoolean(),
                body.path("stream_options").path("include_usage").asBoolean(), tokens(length));
    }

    /** Returns an estimate of how many tokens a text is long. */
    static int tokens(int characters) {
        return (characters + 3) / 4;
    }

    private static List<Conversation.Outcome> outcomes(JsonNode messages, int after) {
        Map<String, String> names = new HashMap<>();
        List<Conversation.Outcome> outcomes = new ArrayList<>();
        for (int i = after + 1; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            message.path("tool_calls")
                    .forEach(
                            call -> names.put(call.path("id").asText(), call.path("function").path("name").asText()));
            if (message.path("role").asText().equals("tool")) {
                String name = names.getOrDefault(message.path("tool_call_id").asText(), "tool");
                outcomes.add(new Conversation.Outcome(name, text(message.path("content"))));
            }
        }
        return outcomes;
    }

    private static List<OfferedTool> tools(JsonNode tools) {
        List<OfferedTool> offered = new ArrayList<>();
        tools.forEach(tool -> offered.add(new OfferedTool(tool.path("function").path("name").asText(),
                tool.path("function").path("parameters"))));
        return offered;
    }

    /** Reads content that is a string, or a list of parts such as {@code {"type":"text","text":"…"}}. */
    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        List<String> parts = new ArrayList<>();
        content.forEach(part -> parts.add(part.path("text").asText("")));
        return String.join("\n", parts);
    }
}
