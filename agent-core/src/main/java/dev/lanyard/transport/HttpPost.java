package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.error.AgentException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends single JSON-RPC messages to an MCP endpoint (MCP 2025-11-25, Transports, Sending Messages to the Server). */
record HttpPost(String server, HttpChannel channel, MessageCodec codec, ReplyReader replies) implements Wire {
    /** How long a message may take that nobody waits for. */
    static final Duration FAREWELL = Duration.ofSeconds(1);

    /** Sends a request, again if it is turned away and that is harmless; the caller reads and closes the reply. */
    HttpReply ask(long id, String method, ObjectNode params, Map<String, String> headers, Call call)
            throws IOException {
        byte[] body = codec.request(id, method, params);
        Retries.Attempt attempt = () -> channel.send("POST", body, withTypes(headers), call);
        return Retries.harmless(method, call) ? Retries.send(attempt, call) : attempt.send();
    }

    @Override
    public JsonNode exchange(long id, String method, ObjectNode params, Map<String, String> headers, Call call,
            ReplyReader.Sink sink) {
        // MCP 2026-07-28, Transports: letting go of the reply is what tells the server that the request is cancelled.
        try (HttpReply reply = ask(id, method, params, headers, call)) {
            return replies.result(reply, id, method, call, sink);
        } catch (IOException e) {
            throw ReplyReader.failure(server, method, e, call);
        }
    }

    @Override
    public void close() {
        // Each request has its own connection, so that only what was presented is left.
        channel.forget();
    }

    /** Sends a message that has no answer. */
    void tell(byte[] message, Map<String, String> headers, Call call) {
        tell("notification", message, headers, call);
    }

    /**
     * Sends the answer to a request of the server, with all the time that the given call could take.
     *
     * @throws AgentException if the server does not take it
     */
    void answer(byte[] answer, Map<String, String> headers, Call call) {
        Call telling = call.part(call.timeout());
        var unused = call.ended().thenRun(() -> telling.cancel(call.reason()));
        telling.timed(() -> {
            tell("the answer to its question", answer, headers, telling);
            return answer;
        });
    }

    private void tell(String what, byte[] message, Map<String, String> headers, Call call) {
        try (HttpReply reply = Retries.send(() -> channel.send("POST", message, withTypes(headers), call), call)) {
            if (reply.status() >= 300) {
                throw replies.refusal(reply, what);
            }
        } catch (IOException e) {
            throw ReplyReader.failure(server, what, e, call);
        }
    }

    /** Sends a message that nobody waits for: what it is about fails by itself if the server is gone. */
    void tellQuietly(byte[] message, Map<String, String> headers) {
        Call call = Call.within(FAREWELL);
        call.timed(() -> {
            try {
                tell(message, headers, call);
            } catch (AgentException e) {
                // Nobody waits for it.
            }
            return message;
        });
    }

    private static Map<String, String> withTypes(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", "application/json");
        all.put("Accept", "application/json, text/event-stream");
        all.putAll(headers);
        return all;
    }
}
