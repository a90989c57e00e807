package dev.lanyard.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Finds out which era a server speaks and talks to it in that one (MCP 2026-07-28, Versioning): {@code server/discover}
 * first, {@code initialize} where that is not understood. What was found is remembered, and found out anew when the server
 * refuses as one of the other era would.
 */
final class ProbingSession implements McpSession {
    private static final Set<Integer> MISFIT = Set.of(400, 404, 405, 406, 410, 415, 501);

    /** How long a server may ponder the probe before it is greeted in the old way. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String server;
    private final String key;
    private final StatelessSession stateless;
    private final McpSession handshake;
    private final EraMemory memory;
    private final boolean greet;
    private final Agreement<Settled> agreement;
    private final AtomicLong numbers = new AtomicLong();

    /** Which of the two is in use; the number tells one finding from the next. */
    private record Settled(long number, EraMemory.Era era) {}

    /**
     * Creates a session that has sent nothing.
     *
     * @param key what the memory knows the server by
     * @param greet whether to begin with {@code initialize} where the memory knows nothing
     */
    ProbingSession(String server, String key, StatelessSession stateless, McpSession handshake, EraMemory memory,
            boolean greet) {
        this.server = server;
        this.key = key;
        this.stateless = stateless;
        this.handshake = handshake;
        this.memory = memory;
        this.greet = greet;
        this.agreement = new Agreement<>(server, "server/discover");
    }

    @Override
    public ServerInfo open(Call call) {
        return call.timed(() -> with(call, session -> session.open(call)));
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        return call.timed(() -> with(call, session -> session.request(method, params, call)));
    }

    private <T> T with(Call call, Function<McpSession, T> use) {
        Settled settled = agreement.other(null, call, () -> settle(call));
        try {
            return use.apply(session(settled));
        } catch (TransportException.HttpFailed | TransportException.RemoteError e) {
            if (!misfits(e)) {
                throw e;
            }
            return use.apply(session(agreement.other(settled, call, () -> changed(settled, e, call))));
        }
    }

    private McpSession session(Settled settled) {
        return switch (settled.era()) {
            case STATELESS -> stateless;
            case HANDSHAKE -> handshake;
        };
    }

    private Settled settle(Call call) {
        boolean presumed = memory.of(key).map(era -> era == EraMemory.Era.HANDSHAKE).orElse(greet);
        return presumed ? greeted(true, call) : found(call);
    }

    private Settled found(Call call) {
        return switch (probe(call)) {
            case Discovery.Stateless unused -> settled(EraMemory.Era.STATELESS);
            case Discovery.Other(TransportException why) ->
                greeted(why instanceof TransportException.TimedOut, call);
        };
    }

    /**
     * Greets in the old way.
     *
     * @param presumed whether the server has not said itself that it does not know the new one; if it refuses, it is asked
     */
    private Settled greeted(boolean presumed, Call call) {
        try {
            var unused = handshake.open(call);
            return settled(EraMemory.Era.HANDSHAKE);
        } catch (TransportException.HttpFailed | TransportException.RemoteError e) {
            boolean doubtful = presumed && (misfits(e) || e instanceof TransportException.RemoteError);
            if (doubtful && probe(call) instanceof Discovery.Stateless) {
                return settled(EraMemory.Era.STATELESS);
            }
            throw e;
        }
    }

    /** Asks within the call, but no longer than a server deserves that may not even know how to refuse. */
    private Discovery probe(Call call) {
        Call brief = call.part(PATIENCE);
        var unused = call.ended().thenRun(() -> brief.cancel(call.reason()));
        try {
            return brief.timed(() -> stateless.discover(brief));
        } catch (TransportException.TimedOut e) {
            return new Discovery.Other(e);
        } catch (TransportException.Cancelled e) {
            call.cancel(brief.reason());
            throw ReplyReader.ended(server, "server/discover", call);
        }
    }

    /** Returns the other era if the server has changed to it; otherwise the refusal was meant. */
    private Settled changed(Settled last, TransportException refusal, Call call) {
        return switch (probe(call)) {
            case Discovery.Stateless unused when last.era() == EraMemory.Era.HANDSHAKE ->
                settled(EraMemory.Era.STATELESS);
            case Discovery.Other unused when last.era() == EraMemory.Era.STATELESS -> greeted(false, call);
            default -> throw refusal;
        };
    }

    private Settled settled(EraMemory.Era era) {
        memory.remember(key, era);
        return new Settled(numbers.incrementAndGet(), era);
    }

    /** Says whether a failure may come from a server of the other era, which had no reason to understand the request. */
    private static boolean misfits(TransportException failure) {
        return switch (failure) {
            case TransportException.HttpFailed http -> MISFIT.contains(http.status());
            case TransportException.RemoteError error -> error.rpcCode() == RpcErrors.UNSUPPORTED_REVISION
                    || (MISFIT.contains(error.status()) && error.rpcCode() != RpcErrors.MISSING_CAPABILITY);
            default -> false;
        };
    }

    @Override
    public void close() {
        var unused = agreement.end();
        handshake.close();
        stateless.close();
    }
}
