package dev.lanyard.cli.console;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Shows a {@link Suggester}'s words in JLine's way. */
record WordCompleter(Suggester suggester) implements Completer {
    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String typed = line.line().substring(0, Math.min(line.cursor(), line.line().length()));
        String word = line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        String before = typed.endsWith(word) ? typed.substring(0, typed.length() - word.length()) : typed;
        suggester.suggest(before, word)
                .stream()
                .filter(suggestion -> suggestion.word().startsWith(word) && suggestion.isPlain())
                .forEach(suggestion -> candidates.add(candidate(suggestion)));
    }

    private static Candidate candidate(Suggestion suggestion) {
        @Nullable
        String description = suggestion.description().isEmpty() ? null : suggestion.description();
        return new Candidate(suggestion.word(), suggestion.word(), null, description, null, null,
                suggestion.complete());
    }
}
