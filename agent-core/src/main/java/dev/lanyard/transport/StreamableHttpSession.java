package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the revisions that begin with {@code initialize} over Streamable HTTP (MCP 2025-11-25, Transports; also 2025-06-18
 * and 2025-03-26).
 */
final class StreamableHttpSession implements McpSession {
    /** How long a server may take to say whether it knows a session. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String server;
    private final HttpPost post;
    private final HttpGet get;
    private final Handshake handshake;
    private final Inbound inbound;
    private final ServerTalk talk;
    private final AtomicLong ids = new AtomicLong();
    private final Agreement<Established> agreement;
    private final VisitRounds visits;
    private final Wishes wishes;

    /**
     * What initialize agreed on.
     *
     * @param number tells this from every other session, even one to which the server gave the same id
     * @param id absent where the server keeps no session
     * @param stream what the server tells unasked, absent where it does not
     */
    private record Established(long number, Optional<String> id, ServerInfo info, Optional<StandingStream> stream) {
        void stopListening() {
            stream.ifPresent(StandingStream::close);
        }
    }

    StreamableHttpSession(HttpPost post, ClientInfo client, Inbound inbound) {
        this.server = post.server();
        this.post = post;
        this.get = new HttpGet(post.channel(), post.replies());
        this.handshake = new Handshake(server, client, inbound.capabilities());
        this.inbound = inbound;
        this.talk = new ServerTalk(post, inbound);
        this.agreement = new Agreement<>(server, "initialize");
        this.visits = new VisitRounds(server, inbound);
        this.wishes = new Wishes(server);
    }

    @Override
    public ServerInfo open(Call call) {
        return call.timed(() -> establish(null, call).info());
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        return call.timed(() -> talk.during(call, () -> {
            JsonNode result = visits.complete(method, call, () -> inSession(method, params, call));
            wishes.granted(method, params);
            return result;
        }));
    }

    private JsonNode inSession(String method, ObjectNode params, Call call) {
        Established session = establish(null, call);
        try {
            return exchange(session, method, params, call);
        } catch (SessionLost e) {
            // MCP 2025-11-25, Transports, Session Management, point 4: start anew.
            return again(establish(session, call), method, params, call);
        }
    }

    private JsonNode again(Established session, String method, ObjectNode params, Call call) {
        try {
            return exchange(session, method, params, call);
        } catch (SessionLost e) {
            throw e.failure();
        }
    }

    @Override
    public void close() {
        agreement.end().ifPresent(session -> {
            session.stopListening();
            if (session.id().isPresent()) {
                Call call = Call.within(HttpPost.FAREWELL);
                call.timed(() -> post.channel().farewell(headers(session.id(), session.info()), call));
            }
        });
    }

    private Established establish(@Nullable Established lost, Call call) {
        AtomicBoolean anew = new AtomicBoolean();
        Established inForce = agreement.other(lost, call, () -> {
            if (lost != null) {
                lost.stopListening();
                anew.set(true);
            }
            return initialize(call);
        });
        if (anew.get()) {
            // The server may have been started with other tools. Not before the others have the session too.
            inbound.missed();
        }
        return inForce;
    }

    private Established initialize(Call call) {
        long number = ids.incrementAndGet();
        Optional<String> id;
        ServerInfo info;
        try (HttpReply reply = post.ask(number, "initialize", handshake.params(), Map.of(), call)) {
            id = reply.header("Mcp-Session-Id").filter(StreamableHttpSession::isVisibleAscii);
            info = handshake.info(post.replies()
                    .result(reply, number, "initialize", call,
                            talk.withinCall(Map.of(), call)));
        } catch (IOException e) {
            throw ReplyReader.failure(server, "initialize", e, call);
        }
        Map<String, String> headers = headers(id, info);
        post.tell(post.codec().notification("notifications/initialized", json()), headers, call);
        Established session = new Established(number, id, info, listening(id, info, headers, call));
        wishes.renew(call, (method, params, brief) -> again(session, method, params, brief));
        return session;
    }

    /** Opens the stand-alone stream where the server has something to tell, or knows whom to ask. */
    private Optional<StandingStream> listening(Optional<String> id, ServerInfo info, Map<String, String> headers,
            Call call) {
        if (!info.tellsChanges() && (id.isEmpty() || !inbound.canBeAsked())) {
            return Optional.empty();
        }
        ReplyReader.Sink sink = talk.alone(headers, call);
        return Optional.of(StandingStream.open(server, (last, stream) -> get.listen(last, headers, sink, stream),
                info.tellsChanges() ? inbound::missed : () -> {}));
    }

    private JsonNode exchange(Established session, String method, ObjectNode params, Call call) {
        long id = ids.incrementAndGet();
        ObjectNode body = params.deepCopy();
        if (call.wantsProgress()) {
            body.withObject("/_meta").put("progressToken", id);
        }
        Map<String, String> headers = headers(session.id(), session.info());
        ReplyReader.Sink sink = talk.withinCall(headers, call);
        try {
            ReplyReader.Outcome outcome;
            try (HttpReply reply = post.ask(id, method, body, headers, call)) {
                if (session.id().isPresent()) {
                    requireKnown(reply, method, headers, call);
                }
                outcome = post.replies().read(reply, id, method, call, sink);
            }
            if (outcome instanceof ReplyReader.Outcome.Cut cut) {
                outcome = get.resume(cut, headers, id, method, call, sink);
            }
            return switch (outcome) {
                case ReplyReader.Outcome.Answered(JsonNode result) -> result;
                case ReplyReader.Outcome.Cut cut when call.isEnded() -> throw new IOException("the call has ended");
                case ReplyReader.Outcome.Cut cut -> throw post.replies().lost(cut, method);
            };
        } catch (IOException e) {
            try {
                throw ReplyReader.failure(server, method, e, call);
            } finally {
                if (call.isEnded()) {
                    tellCancelled(headers, id, call.reason());
                }
            }
        }
    }

    /**
     * Returns if a reply is not that to a session that the server has forgotten: a 404 (MCP 2025-11-25, Transports, Session
     * Management, point 3). Some servers answer 400 instead, as they do to a wrong request; a ping tells which it is.
     */
    private void requireKnown(HttpReply reply, String method, Map<String, String> headers, Call call)
            throws IOException {
        if (reply.status() == 404) {
            throw new SessionLost(
                    new TransportException.HttpFailed(server, 404, " to a session that it has just given"));
        }
        if (reply.status() == 400) {
            TransportException refusal = post.replies().refusal(reply, method);
            throw isForgotten(headers, call) ? new SessionLost(refusal) : refusal;
        }
    }

    /** Says whether a ping in a session is refused like any other request, by a server that does know what a ping is. */
    private boolean isForgotten(Map<String, String> headers, Call call) {
        long id = ids.incrementAndGet();
        Call brief = call.part(PATIENCE);
        var unused = call.ended().thenRun(() -> brief.cancel(call.reason()));
        return brief.timed(() -> {
            try (HttpReply reply = post.ask(id, "ping", json(), headers, brief)) {
                return reply.status() == 404
                        || (reply.status() == 400 && !(post.replies()
                                .refusal(reply, "ping") instanceof TransportException.RemoteError error
                                && error.rpcCode() == RpcErrors.METHOD_NOT_FOUND));
            } catch (IOException e) {
                return false;
            }
        });
    }

    private void tellCancelled(Map<String, String> headers, long id, String reason) {
        ObjectNode params = json().put("requestId", id);
        if (!reason.isEmpty()) {
            params.put("reason", reason);
        }
        byte[] notification = post.codec().notification("notifications/cancelled", params);
        Thread.ofVirtual().name("lanyard-cancel").start(() -> post.tellQuietly(notification, headers));
    }

    private static Map<String, String> headers(Optional<String> session, ServerInfo info) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", info.revision());
        session.ifPresent(id -> headers.put("Mcp-Session-Id", id));
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

        private final transient TransportException failure;

        /** Creates one that means the given failure if it is that of a session which has just begun. */
        SessionLost(TransportException failure) {
            super(null, null, false, false);
            this.failure = failure;
        }

        TransportException failure() {
            return failure;
        }
    }
}
