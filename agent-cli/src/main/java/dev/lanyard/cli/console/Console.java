package dev.lanyard.cli.console;

import dev.lanyard.cli.render.Style;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Is the one writer to the screen and the one reader of what the user types. Thread-safe: lines from several threads never
 * mix.
 */
public interface Console extends AutoCloseable {
    /** Returns the style that suits what stdout is. */
    Style style();

    /** Says whether there is a person to ask. */
    boolean interactive();

    /** Writes a line of its own, above what is being typed and after what is being streamed. */
    void line(String text);

    /** Writes a piece of a text that goes on; the caller has sanitised it. */
    void piece(String text);

    /** Shows a line that the next call replaces, where that is possible; an empty text takes it away. */
    void status(String text);

    /** Returns how many characters fit on a line. */
    int columns();

    /**
     * Runs a dialogue of several lines and questions that no other dialogue gets into. Waits until the one before it has
     * ended; where the user is typing at the prompt, until that line is ended.
     */
    <T> T dialogue(Supplier<T> questions);

    /**
     * Returns what the user typed, empty at the end of input.
     *
     * @throws InterruptedInput if the user pressed Ctrl-C instead
     */
    Optional<String> read(String prompt);

    /** Returns the answer to a question; it is shown while it is typed, and kept in no history. */
    Optional<String> ask(String question);

    /** Returns what the user typed without showing it, empty at the end of input or when there is nobody. */
    Optional<String> readHidden(String prompt);

    /** Runs the action when the user presses Ctrl-C while nothing is being read; the latest one counts. */
    void onInterrupt(Runnable action);

    @Override
    void close();

    /** Says that the user pressed Ctrl-C while typing. */
    final class InterruptedInput extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean empty;

        /** Creates the signal; {@code empty} says whether nothing had been typed. */
        public InterruptedInput(boolean empty) {
            super(null, null, false, false);
            this.empty = empty;
        }

        /** Says whether nothing had been typed. */
        public boolean empty() {
            return empty;
        }
    }
}
