package dev.lanyard.cli.console;

import dev.lanyard.cli.render.Style;
import java.io.PrintWriter;

/**
 * Writes whole lines, pieces of a text that goes on, and one line that changes in place; none of them ever runs into another.
 * Thread-safe.
 */
final class LineWriter {
    private final PrintWriter out;
    private boolean midLine;
    private boolean statusShown;
    private String status = "";

    LineWriter(PrintWriter out) {
        this.out = out;
    }

    synchronized void line(String text) {
        hideStatus();
        endLine();
        out.println(text);
        showStatus();
        out.flush();
    }

    synchronized void piece(String text) {
        if (!text.isEmpty()) {
            hideStatus();
            out.print(text);
            out.flush();
            midLine = !text.endsWith("\n");
        }
    }

    /** Ends a line that was begun, if one was. */
    synchronized void endLine() {
        hideStatus();
        if (midLine) {
            out.println();
            out.flush();
            midLine = false;
        }
    }

    /** Says that whoever typed ended the line. */
    synchronized void ended() {
        midLine = false;
    }

    /** Shows a line that the next call replaces; an empty text takes it away. The text is styled already. */
    synchronized void status(String text) {
        hideStatus();
        status = text;
        if (!midLine) {
            showStatus();
        }
        out.flush();
    }

    private void showStatus() {
        if (!status.isEmpty()) {
            out.print(status);
            statusShown = true;
        }
    }

    private void hideStatus() {
        if (statusShown) {
            out.print(Style.CLEAR_LINE);
            statusShown = false;
        }
    }
}
