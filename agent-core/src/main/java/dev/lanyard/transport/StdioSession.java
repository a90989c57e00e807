package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Talks to a server that is a process of ours, in whichever era it speaks. The process starts with the first request and,
 * should it end, anew with the next; a request under way when it ends fails and is not sent again.
 */
final class StdioSession implements McpSession {
    private final String server;
    private final Supplier<StdioWire> opener;
    private final Function<StdioWire, McpSession> speaker;
    private final EraMemory memory;
    private final AtomicLong numbers = new AtomicLong();
    private final Agreement<Life> agreement;
    private final Wishes wishes;

    /**
     * One process from start to end, and the session with it.
     *
     * @param greeted whether it has been asked for what the process before it did
     */
    private record Life(long number, StdioWire wire, McpSession session, AtomicBoolean greeted) {}

    StdioSession(String server, Supplier<StdioWire> opener, Function<StdioWire, McpSession> speaker,
            EraMemory memory) {
        this.server = server;
        this.opener = opener;
        this.speaker = speaker;
        this.memory = memory;
        this.agreement = new Agreement<>(server, "start");
        this.wishes = new Wishes(server);
    }

    @Override
    public ServerInfo open(Call call) {
        return call.timed(() -> {
            Life life = alive(call);
            try {
                return life.session().open(call);
            } catch (TransportException.ProcessEnded e) {
                if (memory.of(server).isPresent()) {
                    throw e;
                }
                // Some servers end at a first message that is not initialize.
                memory.remember(server, EraMemory.Era.HANDSHAKE);
                return agreement.other(life, call, this::start).session().open(call);
            }
        });
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        return call.timed(() -> {
            var unused = open(call);
            Life life = alive(call);
            if (life.greeted().compareAndSet(false, true)) {
                wishes.renew(call, (wish, wanted, brief) -> life.session().request(wish, wanted, brief));
            }
            JsonNode result = life.session().request(method, params, call);
            wishes.granted(method, params);
            return result;
        });
    }

    private Life alive(Call call) {
        Life life = agreement.other(null, call, this::start);
        return life.wire().isOpen() ? life : agreement.other(life, call, this::start);
    }

    private Life start() {
        StdioWire wire = opener.get();
        return new Life(numbers.incrementAndGet(), wire, speaker.apply(wire), new AtomicBoolean());
    }

    @Override
    public void close() {
        agreement.end().ifPresent(life -> life.session().close());
    }
}
