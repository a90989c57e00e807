package dev.lanyard.server.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the access token that a caller showed, for a server that exchanges it for one of its own (never to pass it on: MCP
 * 2025-11-25, Security best practices, token passthrough). Shows itself to nobody, and does not count when callers are
 * compared: who calls stays the same when a token is renewed.
 */
public final class Presented {
    /** What a caller showed whose credential is no token. */
    static final Presented NOTHING = new Presented(null);

    private final @Nullable String value;

    private Presented(@Nullable String value) {
        this.value = value;
    }

    /** Returns the holder of a token. */
    public static Presented of(String compact) {
        return new Presented(compact);
    }

    /** Returns the token itself. */
    public Optional<String> reveal() {
        return Optional.ofNullable(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Presented;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "Presented[…]";
    }
}
