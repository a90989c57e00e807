package dev.lanyard.server.playground;

/** Says which option of the playground is wrong, why, and what to write instead. */
public final class PlaygroundArgumentException extends IllegalArgumentException {
    PlaygroundArgumentException(String message) {
        super(message);
    }
}
