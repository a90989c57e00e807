package dev.lanyard.server.authorization;

/** Makes text safe to stand in a page, within elements and within quoted attributes. */
public final class Html {
    private Html() {}

    /** Returns the text with everything that means something in HTML, or hides, replaced. */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(hidden(c) ? "\uFFFD" : Character.toString(c));
            }
        });
        return safe.toString();
    }

    /** Control and format characters, among them those that turn the direction of text around. */
    private static boolean hidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
