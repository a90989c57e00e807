package dev.lanyard.oauth;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;

/** Makes text of others fit for messages: one line, printable ASCII, at most {@value #MAX} characters. */
final class Text {
    private static final int MAX = 200;

    private Text() {}

    static String line(String text) {
        String cut = text.length() > MAX ? text.substring(0, MAX) + "…" : text;
        return cut.replaceAll("[^\\x20-\\x7E…]", "?");
    }

    static String reason(IOException failure) {
        return switch (failure) {
            case UnknownHostException unknown -> "its host is not known";
            case ConnectException refused -> "the connection was refused";
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : line(failure.getMessage());
        };
    }
}
