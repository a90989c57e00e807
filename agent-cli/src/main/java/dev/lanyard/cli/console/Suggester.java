package dev.lanyard.cli.console;

import java.util.List;

/** Completes what is being typed. */
@FunctionalInterface
public interface Suggester {
    /**
     * Returns the words that may stand here; those that do not begin like the given one are passed over by the caller.
     *
     * @param before the line up to the word
     * @param word what there is of the word
     */
    List<Suggestion> suggest(String before, String word);
}
