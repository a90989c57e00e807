package dev.lanyard.cli.render;

/** Colours text, or does not: plain style is for files, pipes, {@code NO_COLOR} and {@code TERM=dumb}. */
public enum Style {
    /** Nothing but the text. */
    PLAIN,
    /** ANSI escapes around the text. */
    ANSI;

    /** Takes the cursor to the beginning of its line and empties it. */
    public static final String CLEAR_LINE = "\r\u001b[K";

    /** Returns the text as something secondary. */
    public String dim(String text) {
        return wrap("2", text);
    }

    /** Returns the text as something that matters. */
    public String bold(String text) {
        return wrap("1", text);
    }

    /** Returns the text as something that went well. */
    public String good(String text) {
        return wrap("32", text);
    }

    /** Returns the text as something that went wrong. */
    public String bad(String text) {
        return wrap("31", text);
    }

    /** Returns the text as something that names a part of Lanyard. */
    public String accent(String text) {
        return wrap("36", text);
    }

    private String wrap(String code, String text) {
        return switch (this) {
            case PLAIN -> text;
            case ANSI -> "\u001b[" + code + "m" + text + "\u001b[0m";
        };
    }
}
