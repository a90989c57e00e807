package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Speaks the revisions that begin with {@code initialize} to one process (MCP 2025-11-25, Transports, stdio). */
final class PipedSession implements McpSession {
    private final StdioWire wire;
    private final Handshake handshake;
    private final Inbound inbound;
    private final AtomicLong ids;
    private final Agreement<Greeted> agreement;
    private final VisitRounds visits;

    private record Greeted(ServerInfo info) {}

    /**
     * Creates a session that has sent nothing.
     *
     * @param ids the last id used, shared with the session that probes the same process
     */
    PipedSession(String server, StdioWire wire, ClientInfo client, Inbound inbound, AtomicLong ids) {
        this.wire = wire;
        this.ids = ids;
        this.handshake = new Handshake(server, client, inbound.capabilities());
        this.inbound = inbound;
        this.agreement = new Agreement<>(server, "initialize");
        this.visits = new VisitRounds(server, inbound);
    }

    @Override
    public ServerInfo open(Call call) {
        return call.timed(() -> agreement.other(null, call, () -> greet(call)).info());
    }

    private Greeted greet(Call call) {
        ServerInfo info = handshake.info(exchange("initialize", handshake.params(), call));
        wire.tell("notifications/initialized", JsonNodeFactory.instance.objectNode());
        return new Greeted(info);
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        return call.timed(() -> {
            var unused = open(call);
            return visits.complete(method, call, () -> exchange(method, params, call));
        });
    }

    private JsonNode exchange(String method, ObjectNode params, Call call) {
        long id = ids.incrementAndGet();
        ObjectNode body = params.deepCopy();
        if (call.wantsProgress()) {
            body.withObject("/_meta").put("progressToken", id);
        }
        return wire.exchange(id, method, body, Map.of(), call, new ReplyReader.Sink() {
            @Override
            public void notified(Message.Notification notification) {
                inbound.notified(notification);
            }

            @Override
            public void asked(Message.Request request) {
                throw new IllegalStateException("The wire answers requests itself");
            }
        });
    }

    @Override
    public void close() {
        wire.close();
    }
}
