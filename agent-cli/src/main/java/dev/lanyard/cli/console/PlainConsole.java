package dev.lanyard.cli.console;

import dev.lanyard.cli.render.Style;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes lines and nothing else, for pipes, files, screen readers and {@code TERM=dumb}. */
public final class PlainConsole implements Console {
    private final PrintStream out;
    private final BufferedReader in;
    private final boolean interactive;
    private boolean midLine;

    /**
     * Creates a console over the given streams, which it does not close.
     *
     * @param interactive whether a person is at the other end
     */
    public PlainConsole(InputStream in, PrintStream out, boolean interactive) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.interactive = interactive;
    }

    @Override
    public Style style() {
        return Style.PLAIN;
    }

    @Override
    public boolean interactive() {
        return interactive;
    }

    @Override
    public synchronized void line(String text) {
        if (midLine) {
            out.println();
            midLine = false;
        }
        out.println(text);
        out.flush();
    }

    @Override
    public synchronized void piece(String text) {
        if (!text.isEmpty()) {
            out.print(text);
            out.flush();
            midLine = !text.endsWith("\n");
        }
    }

    @Override
    public Optional<String> read(String prompt) {
        if (interactive) {
            piece(prompt);
        }
        try {
            Optional<String> line = Optional.ofNullable(in.readLine());
            ended();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> ask(String question) {
        return read(question);
    }

    private synchronized void ended() {
        midLine = false;
    }

    /** Returns nothing where the system cannot hide what is typed: it is then not asked for at all. */
    @Override
    public Optional<String> readHidden(String prompt) {
        java.io.Console system = interactive ? System.console() : null;
        char[] typed = system == null ? null : system.readPassword("%s", prompt);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    @Override
    public void onInterrupt(Runnable action) {
        // Without a terminal, Ctrl-C ends the process; there is no key to wait for.
    }

    @Override
    public void close() {
        out.flush();
    }
}
