package dev.lanyard.cli.render;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.util.ArrayList;
import java.util.List;

/** Draws a QR code with two rows of modules a line; the only user of the library for it. */
public final class QrLines {
    /** What scanners want around a code is 4 modules; 2 are enough for all that were tried, and fit narrow terminals. */
    private static final int QUIET = 2;

    private QrLines() {}

    /** Returns the lines, none if the code would be wider than the given number of columns. */
    public static List<String> of(String text, int columns) {
        QrCode code;
        try {
            code = QrCode.encodeText(text, QrCode.Ecc.LOW);
        } catch (DataTooLongException e) {
            return List.of();
        }
        int end = code.size + QUIET;
        if (end + QUIET > columns) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (int y = -QUIET; y < end; y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = -QUIET; x < end; x++) {
                line.append(block(isLight(code, x, y, end), isLight(code, x, y + 1, end)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** Light modules are drawn, dark ones left: terminals are dark far more often, and scanners take both. */
    private static boolean isLight(QrCode code, int x, int y, int end) {
        return y < end && !code.getModule(x, y);
    }

    private static char block(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }
}
