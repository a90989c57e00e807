package dev.lanyard.cli.render;

/**
 * Takes out of a foreign text whatever a terminal would obey or that deceives a reader: escape sequences, C0 and C1 controls,
 * carriage returns, bidirectional overrides, zero-width, tag and unassigned characters. Line feeds and tabs stay.
 */
public final class Sanitizer {
    private Sanitizer() {}

    /** Returns the text with nothing left in it that a terminal would obey. */
    public static String clean(String text) {
        StringBuilder kept = null;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (!isShown(c)) {
                if (kept == null) {
                    kept = new StringBuilder(text.length()).append(text, 0, i);
                }
            } else if (kept != null) {
                kept.appendCodePoint(c);
            }
            i = next;
        }
        return kept == null ? text : kept.toString();
    }

    /** Returns the text on one line, cut to a number of characters. */
    public static String line(String text, int maxCharacters) {
        String line = clean(text).replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= maxCharacters
                ? line
                : line.substring(0, line.offsetByCodePoints(0, maxCharacters - 1)) + "…";
    }

    private static boolean isShown(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        int type = Character.getType(c);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }
}
