package dev.lanyard.event;

/**
 * Counts the tokens that a model read and wrote, as the model reported them.
 *
 * @param input tokens read, 0 if the model did not say
 * @param output tokens written, 0 if the model did not say
 */
public record TokenUsage(int input, int output) {
    /** No tokens. */
    public static final TokenUsage NONE = new TokenUsage(0, 0);

    /** Returns the sum of this and the other. */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(input + other.input, output + other.output);
    }
}
