package dev.lanyard.transport;

/**
 * Bounds what a server can make the client hold.
 *
 * @param maxMessageBytes the largest message, in a body or in one event of a stream
 * @param maxDepth the deepest nesting of JSON
 */
public record Limits(int maxMessageBytes, int maxDepth) {
    /** 16 MiB a message, nested 200 deep. */
    public static final Limits STANDARD = new Limits(16 << 20, 200);

    public Limits {
        if (maxMessageBytes < 1 || maxDepth < 1) {
            throw new IllegalArgumentException("Limits must be positive");
        }
    }
}
