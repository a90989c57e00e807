package dev.lanyard.cli.console;

import dev.lanyard.cli.render.Sanitizer;

/**
 * Is one way to complete the word that is being typed.
 *
 * @param word the whole word
 * @param description what it means, sanitised and on one line
 * @param complete whether a space follows
 */
public record Suggestion(String word, String description, boolean complete) {
    /** Sanitises and cuts the description. */
    public Suggestion {
        description = Sanitizer.line(description, 60);
    }

    /** Says whether the word is all that it shows: one with invisible or control characters is not offered. */
    boolean isPlain() {
        return word.equals(Sanitizer.clean(word)) && word.indexOf('\n') < 0 && word.indexOf('\t') < 0;
    }
}
