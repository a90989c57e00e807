package dev.lanyard.server.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes one answer in OpenAI's wire format, whole or as chunks. The {@code model} in it is always {@code scripted},
 * whatever was asked for.
 */
final class ChatCompletion {
    /** The name of the model. */
    static final String MODEL = "scripted";
    private static final int PIECE = 16;

    private final String id = "chatcmpl-" + UUID.randomUUID();
    private final ChatRequest request;
    private final Reply reply;
    private final Instant created;

    ChatCompletion(ChatRequest request, Reply reply, Instant created) {
        this.request = request;
        this.reply = reply;
        this.created = created;
    }

    /** Returns the object {@code chat.completion} of an answer that is not streamed. */
    ObjectNode whole() {
        ObjectNode body = envelope("chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", (String) null);
        switch (reply) {
            case Reply.Text text -> message.put("content", text.content());
            case Reply.Calls calls -> {
                ArrayNode list = message.putArray("tool_calls");
                calls.calls()
                        .forEach(call -> function(list.addObject().put("id", newCallId()), call.tool(),
                                StrictJson.text(call.arguments())));
            }
        }
        choice.put("finish_reason", finishReason());
        body.set("usage", usage());
        return body;
    }

    /** Returns the objects {@code chat.completion.chunk} of a streamed answer, in order, without the final {@code [DONE]}. */
    List<ObjectNode> chunks() {
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(chunk(delta().put("role", "assistant").put("content", ""), null));
        switch (reply) {
            case Reply.Text text -> pieces(text.content())
                    .forEach(piece -> chunks.add(chunk(delta().put("content", piece), null)));
            case Reply.Calls calls -> {
                for (int index = 0; index < calls.calls().size(); index++) {
                    callChunks(index, calls.calls().get(index), chunks);
                }
            }
        }
        chunks.add(chunk(delta(), finishReason()));
        if (request.includeUsage()) {
            ObjectNode last = envelope("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage());
            chunks.add(last);
        }
        return chunks;
    }

    /** A call's id and name come first, with empty arguments; the arguments follow in pieces under the same index. */
    private void callChunks(int index, Step.Call call, List<ObjectNode> chunks) {
        ObjectNode first = delta();
        function(first.putArray("tool_calls").addObject().put("index", index).put("id", newCallId()), call.tool(), "");
        chunks.add(chunk(first, null));
        for (String piece : pieces(StrictJson.text(call.arguments()))) {
            ObjectNode next = delta();
            next.putArray("tool_calls").addObject().put("index", index).putObject("function").put("arguments", piece);
            chunks.add(chunk(next, null));
        }
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = envelope("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return chunk;
    }

    private ObjectNode envelope(String object) {
        return StrictJson.object()
                .put("id", id)
                .put("object", object)
                .put("created", created.getEpochSecond())
                .put("model", MODEL);
    }

    private static ObjectNode delta() {
        return StrictJson.object();
    }

    private static void function(ObjectNode call, String name, String arguments) {
        call.put("type", "function").putObject("function").put("name", name).put("arguments", arguments);
    }

    private static String newCallId() {
        return "call_" + UUID.randomUUID().toString().replace("-", "");
    }

    private String finishReason() {
        return switch (reply) {
            case Reply.Text text -> "stop";
            case Reply.Calls calls -> "tool_calls";
        };
    }

    private ObjectNode usage() {
        int completion = switch (reply) {
            case Reply.Text text -> ChatRequest.tokens(text.content().length());
            case Reply.Calls calls -> ChatRequest.tokens(calls.calls().toString().length());
        };
        return StrictJson.object()
                .put("prompt_tokens", request.promptTokens())
                .put("completion_tokens", completion)
                .put("total_tokens", request.promptTokens() + completion);
    }

    /** Cuts a text into pieces of at most 16 characters, never within a surrogate pair. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int start = 0; start < text.length();) {
            int end = Math.min(start + PIECE, text.length());
            end += end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? 1 : 0;
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
