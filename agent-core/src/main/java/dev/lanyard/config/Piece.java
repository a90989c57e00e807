package dev.lanyard.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Is a part of a text into which references were written.
 *
 * @param text the part, resolved
 * @param substituted whether it stands for a reference
 */
record Piece(String text, boolean substituted) {
    /** Returns the whole text. */
    static String text(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    /**
     * Returns an address with {@code …} for what was substituted behind its host and port; those are what the user must see.
     *
     * @param url the address that the pieces make, without query
     */
    static String shown(List<Piece> pieces, String url) {
        int authority = url.indexOf("://") + 3;
        int path = url.indexOf('/', authority) < 0 ? url.length() : url.indexOf('/', authority) + 1;
        StringBuilder shown = new StringBuilder();
        int begin = 0;
        for (Piece piece : pieces) {
            int end = Math.min(begin + piece.text().length(), url.length());
            int split = Math.clamp(path, begin, Math.max(begin, end));
            shown.append(url, Math.min(begin, url.length()), Math.min(split, url.length()));
            if (split < end) {
                shown.append(piece.substituted() ? "…" : url.substring(split, end));
            }
            begin += piece.text().length();
        }
        return shown.toString();
    }

    @Override
    public String toString() {
        return substituted ? "…" : text;
    }
}
