package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.error.AgentException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the revisions that begin with {@code initialize} over Streamable HTTP (MCP 2025-11-25, Transports; also 2025-06-18
 * and 2025-03-26).
 */
final class StreamableHttpSession implements McpSession {
    private static final List<String> REVISIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final byte[] NO_BODY = {};

    private final String server;
    private final HttpChannel channel;
    private final ClientInfo client;
    private final MessageCodec codec;
    private final ReplyReader replies;
    private final Inbound inbound;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> greeting = new AtomicReference<>();
    private volatile @Nullable Established established;

    /**
     * What initialize agreed on.
     *
     * @param number tells this from every other session, even one to which the server gave the same id
     * @param id absent where the server keeps no session
     */
    private record Established(long number, Optional<String> id, ServerInfo info) {}

    StreamableHttpSession(String server, HttpChannel channel, ClientInfo client, Limits limits, Inbound inbound) {
        this.server = server;
        this.channel = channel;
        this.client = client;
        this.inbound = inbound;
        this.codec = new MessageCodec(limits);
        this.replies = new ReplyReader(server, codec, limits);
    }

    @Override
    public ServerInfo open(Call call) {
        return call.timed(() -> establish(null, call).info());
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        return call.timed(() -> {
            Established session = establish(null, call);
            try {
                return exchange(session, method, params, call);
            } catch (SessionLost e) {
                // MCP 2025-11-25, Transports, Session Management, point 4: a 404 means start anew.
                return again(establish(session, call), method, params, call);
            }
        });
    }

    private JsonNode again(Established session, String method, ObjectNode params, Call call) {
        try {
            return exchange(session, method, params, call);
        } catch (SessionLost e) {
            throw new TransportException.HttpFailed(server, 404, " to a session that it has just given");
        }
    }

    @Override
    public void close() {
        Established session = established;
        established = null;
        if (session != null && session.id().isPresent()) {
            Call call = Call.within(FAREWELL);
            call.timed(() -> {
                try {
                    channel.send("DELETE", NO_BODY, headers(session), call).close();
                } catch (IOException | RuntimeException e) {
                    // The server forgets the session by itself in time.
                }
                return session;
            });
        }
    }

    /** Returns the session in force, replacing the lost one once however many callers have lost it. */
    private Established establish(@Nullable Established lost, Call call) {
        while (true) {
            Optional<Established> current = inForce(lost);
            if (current.isPresent()) {
                return current.get();
            }
            CompletableFuture<Boolean> mine = new CompletableFuture<>();
            CompletableFuture<Boolean> other = greeting.compareAndExchange(null, mine);
            if (other == null) {
                try {
                    return inForce(lost).orElseGet(() -> greet(call));
                } finally {
                    greeting.set(null);
                    mine.complete(true);
                }
            }
            await(other, call);
        }
    }

    private Optional<Established> inForce(@Nullable Established lost) {
        return Optional.ofNullable(established).filter(current -> !current.equals(lost));
    }

    private Established greet(Call call) {
        Established fresh = initialize(call);
        established = fresh;
        return fresh;
    }

    /** Waits for another caller's greeting, but no longer than the call does. */
    private void await(CompletableFuture<Boolean> greeted, Call call) {
        try {
            var unused = CompletableFuture.anyOf(greeted, call.ended()).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("Neither of the two ever fails", e);
        }
        if (call.isEnded()) {
            throw ReplyReader.ended(server, "initialize", call);
        }
    }

    private Established initialize(Call call) {
        ObjectNode params = json().put("protocolVersion", REVISIONS.getFirst());
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", client.name()).put("version", client.version());
        long id = ids.incrementAndGet();
        Established session;
        try (HttpReply reply = channel.send("POST", codec.request(id, "initialize", params), headers(null), call)) {
            Optional<String> sessionId = reply.header("Mcp-Session-Id").filter(StreamableHttpSession::isVisibleAscii);
            JsonNode result = replies.result(reply, id, "initialize", call, sink(null));
            session = new Established(id, sessionId, info(result));
        } catch (IOException e) {
            throw ReplyReader.failure(server, "initialize", e, call);
        }
        post(codec.notification("notifications/initialized", json()), session, call);
        return session;
    }

    private ServerInfo info(JsonNode result) {
        String revision = result.path("protocolVersion").asText("");
        if (!REVISIONS.contains(revision)) {
            throw new TransportException.ProtocolViolated(server, "it speaks MCP revision '" + ServerText.line(revision)
                    + "', this client speaks " + String.join(", ", REVISIONS), null);
        }
        JsonNode self = result.path("serverInfo");
        return new ServerInfo(self.path("name").asText(""), self.path("version").asText(""), revision,
                result.path("instructions").asText(""), result.path("capabilities"));
    }

    private JsonNode exchange(Established session, String method, ObjectNode params, Call call) {
        long id = ids.incrementAndGet();
        ObjectNode body = params.deepCopy();
        if (call.wantsProgress()) {
            body.withObject("/_meta").put("progressToken", id);
        }
        try (HttpReply reply = channel.send("POST", codec.request(id, method, body), headers(session), call)) {
            if (reply.status() == 404 && session.id().isPresent()) {
                throw new SessionLost();
            }
            return replies.result(reply, id, method, call, sink(session));
        } catch (IOException e) {
            TransportException failure = ReplyReader.failure(server, method, e, call);
            if (call.isEnded()) {
                tellCancelled(session, id, call.reason());
            }
            throw failure;
        }
    }

    /** Takes in what comes with an answer; there is no session yet while initialize is answered. */
    private ReplyReader.Sink sink(@Nullable Established session) {
        return new ReplyReader.Sink() {
            @Override
            public void notified(Message.Notification notification) {
                inbound.notified(notification);
            }

            @Override
            public void asked(Message.Request request) {
                Thread.ofVirtual().name("lanyard-answer").start(() -> {
                    byte[] answer = inbound.answer(request, codec);
                    postQuietly(answer, session);
                });
            }
        };
    }

    private void tellCancelled(Established session, long id, String reason) {
        ObjectNode params = json().put("requestId", id);
        if (!reason.isEmpty()) {
            params.put("reason", reason);
        }
        byte[] notification = codec.notification("notifications/cancelled", params);
        Thread.ofVirtual().name("lanyard-cancel").start(() -> postQuietly(notification, session));
    }

    private void postQuietly(byte[] message, @Nullable Established session) {
        Call call = Call.within(FAREWELL);
        call.timed(() -> {
            try {
                post(message, session, call);
            } catch (AgentException e) {
                // Nobody waits for this message; what it is about fails by itself if the server is gone.
            }
            return message;
        });
    }

    private void post(byte[] message, @Nullable Established session, Call call) {
        try (HttpReply reply = channel.send("POST", message, headers(session), call)) {
            if (reply.status() >= 300) {
                throw replies.refusal(reply, "notification");
            }
        } catch (IOException e) {
            throw ReplyReader.failure(server, "notification", e, call);
        }
    }

    private static Map<String, String> headers(@Nullable Established session) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        if (session != null) {
            headers.put("MCP-Protocol-Version", session.info().revision());
            session.id().ifPresent(id -> headers.put("Mcp-Session-Id", id));
        }
        return headers;
    }

    private static boolean isVisibleAscii(String id) {
        return !id.isEmpty() && id.length() <= 4096 && id.chars().allMatch(c -> c >= 0x21 && c <= 0x7E);
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Says that the server has forgotten the session. */
    private static final class SessionLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SessionLost() {
            super(null, null, false, false);
        }
    }
}
