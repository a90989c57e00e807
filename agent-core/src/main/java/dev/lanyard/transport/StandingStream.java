package dev.lanyard.transport;

import dev.lanyard.error.AgentException;
import java.io.IOException;
import java.time.Duration;

/**
 * Keeps a stream of news open: follows it to its end, waits as long as the server asks, and opens it again where it ended,
 * until it is closed or the server has no such stream.
 */
final class StandingStream implements AutoCloseable {
    /** How long a client waits before it connects again, unless the server says otherwise. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Call call = Call.within(LONGEST_WAIT);
    private final Follower follower;
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
         * @throws AgentException if the server has no such stream, which ends the following
         */
        ReplyReader.Outcome.Cut follow(String lastEventId, StandingStream stream) throws IOException;
    }

    private StandingStream(Follower follower) {
        this.follower = follower;
    }

    /** Begins to follow a stream on a thread of its own; the caller closes it. */
    static StandingStream open(String server, Follower follower) {
        StandingStream stream = new StandingStream(follower);
        Thread.ofVirtual().name("lanyard-listen-" + server).start(stream::run);
        return stream;
    }

    /** Returns what ends when the stream is closed. */
    Call call() {
        return call;
    }

    /** Hears that the server said something, so that the next wait is a short one. */
    void heard() {
        silent = false;
    }

    private void run() {
        String lastEventId = "";
        Duration wait = FIRST_WAIT;
        boolean goOn = true;
        while (goOn) {
            Duration pause = wait;
            try {
                silent = true;
                ReplyReader.Outcome.Cut cut = follower.follow(lastEventId, this);
                lastEventId = cut.lastEventId().isEmpty() ? lastEventId : cut.lastEventId();
                wait = silent ? wait : FIRST_WAIT;
                // A server that asks for haste but sends nothing is not obeyed.
                pause = cut.retry().filter(asked -> !silent || asked.compareTo(FIRST_WAIT) > 0).orElse(wait);
            } catch (IOException e) {
                // Tried again after the wait.
            } catch (AgentException e) {
                return;
            }
            goOn = call.rest(pause);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    @Override
    public void close() {
        call.cancel("closed");
    }
}
