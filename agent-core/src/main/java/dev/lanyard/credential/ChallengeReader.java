package dev.lanyard.credential;

import dev.lanyard.credential.Challenge.Scheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code WWW-Authenticate} (RFC 9110, section 11.6.1). What is malformed or beyond the bounds is left out: a hostile
 * header costs at most {@value #MAX_CHARACTERS} characters of work and never an exception.
 */
final class ChallengeReader {
    private static final int MAX_CHARACTERS = 8192;
    private static final int MAX_SCHEMES = 16;
    private static final int MAX_PARAMETERS = 32;
    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private final String text;
    private int position;

    private ChallengeReader(String text) {
        this.text = text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
    }

    static List<Scheme> read(List<String> headerValues) {
        return headerValues.stream()
                .limit(MAX_SCHEMES)
                .flatMap(value -> new ChallengeReader(value).schemes().stream())
                .limit(MAX_SCHEMES)
                .toList();
    }

    private List<Scheme> schemes() {
        List<Scheme> schemes = new ArrayList<>();
        String name = "";
        Map<String, String> parameters = new LinkedHashMap<>();
        while (skip(" \t,") < text.length() && schemes.size() < MAX_SCHEMES) {
            String word = token();
            if (word.isEmpty() || (position < text.length() && " \t,=".indexOf(text.charAt(position)) < 0)) {
                // Neither a scheme nor a parameter begins like this: go on after the next comma.
                skipToComma();
                continue;
            }
            skip(" \t");
            if (at('=')) {
                position++;
                skip(" \t");
                String value = at('"') ? quoted() : bare();
                if (!name.isEmpty() && parameters.size() < MAX_PARAMETERS) {
                    parameters.putIfAbsent(word.toLowerCase(java.util.Locale.ROOT), value);
                }
            } else {
                add(schemes, name, parameters);
                name = word;
                parameters.clear();
                skipToken68();
            }
        }
        add(schemes, name, parameters);
        return schemes;
    }

    private static void add(List<Scheme> schemes, String name, Map<String, String> parameters) {
        if (!name.isEmpty()) {
            schemes.add(new Scheme(name, parameters));
        }
    }

    private String token() {
        int start = position;
        while (position < text.length() && isTokenCharacter(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String bare() {
        int start = position;
        while (position < text.length() && " \t,".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        position++;
        while (position < text.length() && !at('"')) {
            if (at('\\') && position + 1 < text.length()) {
                position++;
            }
            value.append(text.charAt(position++));
        }
        position++;
        return value.toString();
    }

    private void skipToComma() {
        while (position < text.length() && !at(',')) {
            position++;
        }
    }

    /** Passes over the blob that may stand in place of parameters, as in {@code Negotiate YII/A==}; nothing reads it. */
    private void skipToken68() {
        int start = position;
        while (position < text.length()
                && (isTokenCharacter(text.charAt(position)) || at('/')) && !at(',')) {
            position++;
        }
        boolean some = position > start;
        while (at('=')) {
            position++;
        }
        skip(" \t");
        if (!some || (position < text.length() && !at(','))) {
            position = start;
        }
    }

    private int skip(String characters) {
        while (position < text.length() && characters.indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        return position;
    }

    private boolean at(char character) {
        return position < text.length() && text.charAt(position) == character;
    }

    private static boolean isTokenCharacter(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || TOKEN_SYMBOLS.indexOf(c) >= 0);
    }
}
