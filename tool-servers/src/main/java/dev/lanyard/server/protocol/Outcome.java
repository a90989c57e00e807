package dev.lanyard.server.protocol;

import java.util.List;

/**
 * What one run of a handler came to. A handler that needs something of the client says so and is run again with the
 * answers; whatever it wants to keep between its runs travels as state, so that no server remembers a call.
 *
 * <p>To a client of 2026-07-28 the questions go as an {@code InputRequiredResult} (MCP 2026-07-28, Multi round-trip
 * requests), to an older one as requests on the stream of the call (MCP 2025-11-25, Client features).
 */
public sealed interface Outcome<R> {
    /** The handler is done. */
    record Done<R>(R result) implements Outcome<R> {}

    /**
     * The handler needs answers.
     *
     * @param asks what it asks, each under a key of its own
     * @param state what {@link Call#state} returns in the next run; the client can read it but not change it
     */
    record NeedsInput<R>(List<Ask<?>> asks, String state) implements Outcome<R> {
        /** Copies the questions and checks that there are any. */
        public NeedsInput {
            asks = List.copyOf(asks);
            if (asks.isEmpty() || asks.stream().map(Ask::key).distinct().count() < asks.size()) {
                throw new IllegalArgumentException("Ask at least one question, each under a key of its own.");
            }
        }
    }

    /** Returns that the handler is done. */
    static <R> Outcome<R> done(R result) {
        return new Done<>(result);
    }

    /** Returns that the handler needs answers and keeps nothing else. */
    static <R> Outcome<R> needs(Ask<?>... asks) {
        return new NeedsInput<>(List.of(asks), "");
    }

    /** Returns that the handler needs an answer and what it keeps until then. */
    static <R> Outcome<R> needs(String state, Ask<?>... asks) {
        return new NeedsInput<>(List.of(asks), state);
    }
}
