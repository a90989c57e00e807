package dev.lanyard.connection;

/** Cuts what a server says to a length, saying so, and takes out the characters that only deceive. */
public final class BoundedText {
    private BoundedText() {}

    /** Returns at most the given number of characters of a text, without control and invisible formatting characters. */
    public static String of(String text, int maxCharacters) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), maxCharacters) + 32);
        int index = 0;
        while (index < text.length() && kept.length() < maxCharacters) {
            int c = text.codePointAt(index);
            index += Character.charCount(c);
            if (isPlain(c)) {
                kept.appendCodePoint(c);
            }
        }
        if (index < text.length()) {
            kept.append("\n[cut: ").append(text.length() - index).append(" more characters]");
        }
        return kept.toString();
    }

    private static boolean isPlain(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        // FORMAT holds bidirectional overrides, zero-width characters and the tag characters of plane 14.
        // The second set of variation selectors shows nothing either, and can carry any hidden text.
        if (c >= 0xE0100 && c <= 0xE01EF) {
            return false;
        }
        int type = Character.getType(c);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE
                && type != Character.UNASSIGNED;
    }
}
