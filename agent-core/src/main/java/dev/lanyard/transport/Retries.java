package dev.lanyard.transport;

import dev.lanyard.network.RetryAfter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends a request again that the server turned away: HTTP 429 (RFC 6585, section 4) and 503 (RFC 9110, section 15.6.4). Both
 * say that the server did not do what was asked, so that every request may be sent again but one: a call of a tool, where a
 * proxy's 503 may hide that a server behind it had begun. A tool is called again only if it says that this does no harm.
 *
 * <p>A request that got another answer, or none, is not sent again here: nobody knows what the server made of it.
 */
final class Retries {
    static final int MAX_TRIES = 3;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    /** Sends the request once. */
    @FunctionalInterface
    interface Attempt {
        HttpReply send() throws IOException;
    }

    private Retries() {}

    /** Says whether a request may be sent again at all. */
    static boolean harmless(String method, Call call) {
        return !method.equals("tools/call") || call.isRepeatable();
    }

    /**
     * Returns the reply to the last try, of which there are at most {@value #MAX_TRIES}. Between them it waits as long as the
     * server asks, never shorter; a server that asks for more time than the call has left is not asked again.
     *
     * @throws IOException if there is no reply, among others because the call ended
     */
    static HttpReply send(Attempt attempt, Call call) throws IOException {
        for (int tries = 1;; tries++) {
            HttpReply reply = attempt.send();
            Optional<Duration> wait = tries < MAX_TRIES && (reply.status() == 429 || reply.status() == 503)
                    ? wait(reply, tries).filter(asked -> asked.compareTo(call.left()) < 0)
                    : Optional.empty();
            if (wait.isEmpty()) {
                return reply;
            }
            reply.close();
            if (!call.rest(jittered(wait.get()))) {
                throw new InterruptedIOException("the call has ended");
            }
        }
    }

    private static Optional<Duration> wait(HttpReply reply, int tries) {
        return reply.header("Retry-After")
                .flatMap(value -> RetryAfter.read(value, reply.header("Date").orElse("")))
                .or(() -> Optional.of(FIRST_WAIT.multipliedBy(1L << (tries - 1))));
    }

    /** Adds up to half of the wait, at most ten seconds, so that clients turned away together do not come back together. */
    private static Duration jittered(Duration wait) {
        long most = Math.min(wait.toMillis() / 2, 10_000);
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(most + 1));
    }
}
