package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Talks to a server that is a process of ours, in whichever era it speaks. The process starts with the first request and,
 * should it end, anew with the next; a request under way when it ends fails and is not sent again.
 */
final class StdioSession implements McpSession {
    private final String server;
    private final Supplier<StdioWire> opener;
    private final Speaker speaker;
    private final EraMemory memory;
    private final Inbound inbound;
    private final AtomicBoolean served = new AtomicBoolean();
    private final Agreement<Life> agreement;
    private final Wishes wishes;

    /**
     * One process from start to end, and the session with it.
     *
     * @param greeted whether it has been asked for what the process before it did
     */
    private record Life(StdioWire wire, McpSession session, AtomicBoolean greeted) {}

    /** Makes the session with a process that has just started. */
    @FunctionalInterface
    interface Speaker {
        /**
         * Returns a session that has sent nothing.
         *
         * @param greet whether it should begin with {@code initialize}, though nobody knows that the server speaks that era
         */
        McpSession with(StdioWire wire, boolean greet);
    }

    StdioSession(String server, Supplier<StdioWire> opener, Speaker speaker, EraMemory memory, Inbound inbound) {
        this.server = server;
        this.opener = opener;
        this.speaker = speaker;
        this.memory = memory;
        this.inbound = inbound;
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
                if (memory.forget(server)) {
                    throw e;
                }
                // Some servers end at a first message that is not initialize.
                return other(life, call, true).session().open(call);
            }
        });
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        return call.timed(() -> {
            var unused = open(call);
            Life life = alive(call);
            if (life.greeted().compareAndSet(false, true)) {
                goOn(life, method, call);
            }
            JsonNode result = answer(life, method, params, call);
            wishes.granted(method, params);
            return result;
        });
    }

    /** Asks a new process for what the one before it did, and for what may have changed in between. */
    private void goOn(Life life, String method, Call call) {
        wishes.renew(call, (wish, wanted, brief) -> life.session().request(wish, wanted, brief));
        // One that lists is up to date by that; a server that ends after each answer must not be listed for ever.
        if (served.getAndSet(true) && !method.endsWith("/list")) {
            inbound.missed();
        }
    }

    private static JsonNode answer(Life life, String method, ObjectNode params, Call call) {
        long said = life.wire().said();
        try {
            return life.session().request(method, params, call);
        } catch (TransportException.TimedOut e) {
            if (method.equals("ping")) {
                // MCP 2025-11-25, Ping: the connection may be taken for dead. The next call starts a new process.
                life.wire().endIfSilentSince(said);
            }
            throw e;
        }
    }

    private Life alive(Call call) {
        Life life = agreement.other(null, call, () -> start(false));
        return life.wire().isOpen() ? life : other(life, call, false);
    }

    private Life other(Life lost, Call call, boolean greet) {
        return agreement.other(lost, call, () -> {
            // Its output has ended, which does not mean that it has.
            lost.session().close();
            return start(greet);
        });
    }

    private Life start(boolean greet) {
        StdioWire wire = opener.get();
        return new Life(wire, speaker.with(wire, greet), new AtomicBoolean());
    }

    @Override
    public void close() {
        agreement.end().ifPresent(life -> life.session().close());
    }
}
