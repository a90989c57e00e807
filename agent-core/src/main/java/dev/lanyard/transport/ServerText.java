package dev.lanyard.transport;

/** Makes a server's text fit for a message of ours: one short line without control or formatting characters. */
public final class ServerText {
    private static final int MAX_CHARACTERS = 300;

    private ServerText() {}

    /** Returns the text on one line of at most {@value #MAX_CHARACTERS} characters. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(MAX_CHARACTERS + 1L).forEach(c -> {
            int type = Character.getType(c);
            boolean unfit = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.PRIVATE_USE || type == Character.UNASSIGNED;
            line.appendCodePoint(unfit ? ' ' : c);
        });
        boolean cut = line.codePointCount(0, line.length()) > MAX_CHARACTERS;
        if (cut) {
            line.setLength(line.offsetByCodePoints(0, MAX_CHARACTERS));
        }
        return line.toString().strip() + (cut ? "…" : "");
    }
}
