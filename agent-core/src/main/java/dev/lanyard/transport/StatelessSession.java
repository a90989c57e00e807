package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Speaks MCP 2026-07-28, in which each request stands for itself: no handshake, no session id. A request that is cut is
 * never sent again by itself, since nobody knows whether the server has done it.
 */
final class StatelessSession implements McpSession {
    private static final int MAX_PAGES = 100;

    private final String server;
    private final Wire wire;
    private final Inbound inbound;
    private final StatelessEnvelope envelope;
    private final InputRounds rounds;
    private final ToolHeaders tools;
    private final ResultCache cache = new ResultCache(System::nanoTime);
    private final Subscription subscription;
    private final AtomicLong ids;
    private volatile @Nullable ServerInfo info;

    /**
     * Creates a session that has sent nothing.
     *
     * @param ids the last id used, shared with whoever else sends over the wire
     */
    StatelessSession(String server, Wire wire, ClientInfo client, Inbound inbound, AtomicLong ids) {
        this.ids = ids;
        this.server = server;
        this.wire = wire;
        this.inbound = inbound;
        this.envelope = new StatelessEnvelope(client, inbound.capabilities());
        this.rounds = new InputRounds(server, inbound);
        this.tools = new ToolHeaders(server);
        this.subscription = new Subscription(server, this::listen, this::missed);
    }

    /** Asks the server whether it speaks this revision, and takes in what it says of itself if it does. */
    Discovery discover(Call call) {
        Discovery discovery = Discovery.of(server, () -> send("server/discover", json(), call));
        if (discovery instanceof Discovery.Stateless stateless) {
            boolean first = info == null;
            info = stateless.info();
            if (first) {
                subscription.start(stateless.info().capabilities());
            }
        }
        return discovery;
    }

    @Override
    public ServerInfo open(Call call) {
        ServerInfo known = info;
        return known != null ? known : call.timed(() -> switch (discover(call)) {
            case Discovery.Stateless(ServerInfo told) -> told;
            case Discovery.Other(TransportException why) -> throw why;
        });
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        return call.timed(() -> {
            var unused = open(call);
            return switch (method) {
                // There is no ping any more; the cheapest thing that every server answers stands in for it.
                case "ping" -> send("server/discover", json(), call);
                case "resources/subscribe" -> {
                    subscription.watch(params.path("uri").asText());
                    yield json();
                }
                case "resources/unsubscribe" -> {
                    subscription.unwatch(params.path("uri").asText());
                    yield json();
                }
                case "logging/setLevel" -> {
                    envelope.logLevel(params.path("level").asText());
                    yield json();
                }
                default -> cache.find(method, params).orElseGet(() -> fresh(method, params, call));
            };
        });
    }

    private JsonNode fresh(String method, ObjectNode params, Call call) {
        long changes = cache.changes();
        JsonNode result = rounds.complete(method, params, call, asked -> agreed(method, asked, call));
        JsonNode usable = method.equals("tools/list") ? tools.usable(result) : result;
        cache.keep(method, params, usable, changes);
        return usable;
    }

    /** Sends a request; if its headers are not those that the server's tools define by now, learns them and tries once more. */
    private JsonNode agreed(String method, ObjectNode params, Call call) {
        try {
            return send(method, params, call);
        } catch (TransportException.RemoteError e) {
            if (e.rpcCode() != RpcErrors.HEADER_MISMATCH || !method.equals("tools/call")) {
                throw e;
            }
            learn(call);
            return send(method, params, call);
        }
    }

    private void learn(Call call) {
        cache.clear();
        tools.clear();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            ObjectNode params = cursor.isEmpty() ? json() : json().put("cursor", cursor);
            cursor = tools.usable(send("tools/list", params, call)).path("nextCursor").asText("");
            if (cursor.isEmpty()) {
                return;
            }
        }
    }

    private JsonNode send(String method, ObjectNode params, Call call) {
        return send(method, params, call, sink());
    }

    private JsonNode send(String method, ObjectNode params, Call call, ReplyReader.Sink sink) {
        long id = ids.incrementAndGet();
        Map<String, String> headers = envelope.headers(method, params);
        if (method.equals("tools/call")) {
            headers.putAll(tools.headers(params));
        }
        return wire.exchange(id, method, envelope.enveloped(id, params, call), headers, call, sink);
    }

    private void listen(ObjectNode params, StandingStream stream) {
        var unused = send("subscriptions/listen", params, stream.call(), new HeardSink(sink(), stream));
    }

    /** Nobody knows what changed while the server could not be heard. */
    private void missed() {
        cache.clear();
        inbound.missed();
    }

    private ReplyReader.Sink sink() {
        return new ReplyReader.Sink() {
            @Override
            public void notified(Message.Notification notification) {
                if (!notification.method().equals("notifications/subscriptions/acknowledged")) {
                    if (ResultCache.outdates(notification.method())) {
                        cache.clear();
                    }
                    inbound.notified(notification);
                }
            }

            @Override
            public void asked(Message.Request request) {
                throw new TransportException.ProtocolViolated(server, "it sent request '"
                        + ServerText.line(request.method()) + "', which has no place in revision "
                        + StatelessEnvelope.REVISION, null);
            }
        };
    }

    @Override
    public void close() {
        subscription.close();
        info = null;
        cache.clear();
        tools.clear();
        wire.close();
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}
