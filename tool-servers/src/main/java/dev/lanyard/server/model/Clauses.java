package dev.lanyard.server.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a message into clauses at line ends and at commas, semicolons, "and" and "then", but only where a new clause
 * begins as some rule does: {@code search for cats and dogs} is one clause, {@code reverse a and echo b} is two. Text in
 * double quotes and in braces is never split.
 */
final class Clauses {
    private static final Pattern SEPARATOR = Pattern
            .compile("\\s*[,;]\\s*(?:and\\s+)?(?:then\\s+)?|\\s+and\\s+(?:then\\s+)?|\\s+then\\s+",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");
    private static final Pattern POLITE = Pattern.compile("^(?:please\\s+|can you\\s+|could you\\s+)+",
            Pattern.CASE_INSENSITIVE);

    private Clauses() {}

    static List<String> of(String message) {
        String text = POLITE.matcher(message.strip()).replaceFirst("");
        List<String> clauses = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        int braces = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted = c == '"' ? !quoted : c == '“' || (c != '”' && quoted);
            braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            int end = quoted || braces > 0 ? i : separatorEnd(text, i);
            if (end > i) {
                clauses.add(text.substring(start, i));
                start = end;
                i = end - 1;
            }
        }
        clauses.add(text.substring(start));
        return clauses.stream().map(String::strip).filter(clause -> !clause.isEmpty()).toList();
    }

    /** Returns where the separator at this place ends, or this place if none is here. */
    private static int separatorEnd(String text, int at) {
        Matcher line = LINE_END.matcher(text).region(at, text.length());
        if (line.lookingAt()) {
            return line.end();
        }
        Matcher separator = SEPARATOR.matcher(text).region(at, text.length());
        if (separator.lookingAt()) {
            String rest = POLITE.matcher(text.substring(separator.end())).replaceFirst("");
            if (Rule.ALL.stream().anyMatch(rule -> rule.opens(rest))) {
                return text.length() - rest.length();
            }
        }
        return at;
    }
}
