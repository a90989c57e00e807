package dev.lanyard.config;

/** Makes text from a file harmless to show: no escape sequence, no line break, nothing that turns its direction. */
final class Printable {
    private Printable() {}

    /** Returns the text with every control, format and separator character written as <code>&#92;u{1b}</code>. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
                    shown.append("\\u{")
                            .append(Integer.toHexString(point))
                            .append('}');
                default -> shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }
}
