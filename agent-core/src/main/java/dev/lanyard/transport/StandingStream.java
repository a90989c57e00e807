package dev.lanyard.transport;

import dev.lanyard.credential.CredentialException;
import dev.lanyard.error.AgentException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps a stream of news open: follows it to its end, waits as long as the server asks, and opens it again where it ended,
 * until it is closed or the server says that it has no such stream. A server that cannot be reached, or that a gateway answers
 * for, is waited for.
 */
final class StandingStream implements AutoCloseable {
    /** How long a client waits before it connects again, unless the server says otherwise. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** How long a server may ask to be left alone ({@code Retry-After}). */
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Set<Integer> NO_STREAM = Set.of(404, 405, 501);
    private static final Logger LOG = LoggerFactory.getLogger(StandingStream.class);

    private final Call call = Call.within(PATIENCE);
    private final String server;
    private final Follower follower;
    private final Runnable missed;
    private volatile boolean openedBefore;
    private volatile boolean gap;
    private volatile boolean silent;

    /** Follows the stream once. */
    @FunctionalInterface
    interface Follower {
        /**
         * Returns where the stream ended.
         *
         * @param lastEventId where to go on, empty to begin
         * @param stream is told of what is heard
         * @throws IOException if there is no connection, which is tried again
         * @throws AgentException if the server refuses, which ends the following if it says that it has no such stream
         */
        ReplyReader.Outcome.Cut follow(String lastEventId, StandingStream stream) throws IOException;
    }

    private StandingStream(String server, Follower follower, Runnable missed) {
        this.server = server;
        this.follower = follower;
        this.missed = missed;
    }

    /**
     * Begins to follow a stream on a thread of its own; the caller closes it.
     *
     * @param missed hears that the stream was opened again, but not where it ended, so that news may have been missed
     */
    static StandingStream open(String server, Follower follower, Runnable missed) {
        StandingStream stream = new StandingStream(server, follower, missed);
        Thread.ofVirtual().name("lanyard-listen-" + server).start(stream::run);
        return stream;
    }

    /** Returns what ends when the stream is closed. */
    Call call() {
        return call;
    }

    /** Hears that the server has opened the stream: what it tells from now on is heard. */
    void opened() {
        openedBefore = true;
        if (gap) {
            gap = false;
            missed.run();
        }
    }

    /** Hears that the server said something, so that the next wait is a short one. */
    void heard() {
        silent = false;
        opened();
    }

    private void run() {
        String lastEventId = "";
        Duration wait = FIRST_WAIT;
        boolean goOn = true;
        while (goOn) {
            Duration pause = wait;
            long begun = System.nanoTime();
            try {
                silent = true;
                // Once there was a gap, it remains one until the stream is open again.
                gap = gap || (openedBefore && lastEventId.isEmpty());
                ReplyReader.Outcome.Cut cut = follower.follow(lastEventId, this);
                lastEventId = cut.lastEventId().isEmpty() ? lastEventId : cut.lastEventId();
                // One that was open for long is no vain try, though there was nothing to tell.
                silent = silent && System.nanoTime() - begun < LONGEST_WAIT.toNanos();
                wait = silent ? wait : FIRST_WAIT;
                // A server that asks for haste but sends nothing is not obeyed.
                pause = cut.retry().filter(asked -> !silent || asked.compareTo(FIRST_WAIT) > 0).orElse(wait);
            } catch (IOException e) {
                // Tried again after the wait.
            } catch (AgentException e) {
                if (call.isEnded()) {
                    return;
                }
                if (isFinal(e)) {
                    // That a server has no such stream is nothing to tell anybody.
                    boolean refused = e instanceof TransportException.Refused || e instanceof CredentialException;
                    LOG.atLevel(refused ? Level.INFO : Level.DEBUG)
                            .log("Server '{}' is listened to no longer: {}", server, e.getMessage());
                    return;
                }
                LOG.debug("Server '{}' is listened to again in {}: {}", server, pause, e.getMessage());
                // What it no longer knows is not asked for again.
                lastEventId = isRefusal(e) ? "" : lastEventId;
            }
            goOn = call.rest(pause);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    /** Says whether a failure means that there is no such stream, or nothing that would open it. */
    static boolean isFinal(AgentException failure) {
        return switch (failure) {
            case TransportException.HttpFailed http -> NO_STREAM.contains(http.status());
            case TransportException.RemoteError error ->
                error.rpcCode() == RpcErrors.METHOD_NOT_FOUND || NO_STREAM.contains(error.status());
            case TransportException.Refused unused -> true;
            case TransportException.ProcessEnded unused -> true;
            case CredentialException.Unavailable unused -> false;
            case CredentialException unused -> true;
            default -> false;
        };
    }

    private static boolean isRefusal(AgentException failure) {
        int status = switch (failure) {
            case TransportException.HttpFailed http -> http.status();
            case TransportException.RemoteError error -> error.status();
            default -> 0;
        };
        return status >= 400 && status < 500 && status != 429;
    }

    @Override
    public void close() {
        call.cancel("closed");
    }
}
