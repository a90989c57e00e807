package dev.lanyard.cli.console;

import dev.lanyard.cli.render.Style;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Writes lines and nothing else, for pipes, files, screen readers and {@code TERM=dumb}. */
public final class PlainConsole implements Console {
    private static final int COLUMNS = 80;
    private static final int MAX_ASIDE = 100;

    private final LineWriter out;
    private final ReentrantLock asking = new ReentrantLock(true);
    private final BufferedReader in;
    private final boolean interactive;
    /** What was typed before a question came up; guarded by {@link #asking}. */
    private final Deque<String> aside = new ArrayDeque<>();
    private volatile boolean reading;

    /**
     * Creates a console over the given streams, which it does not close.
     *
     * @param interactive whether a person is at the other end
     */
    public PlainConsole(InputStream in, PrintStream out, boolean interactive) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = new LineWriter(new PrintWriter(new OutputStreamWriter(out, out.charset())));
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
    public void line(String text) {
        out.line(text);
    }

    @Override
    public void piece(String text) {
        out.piece(text);
    }

    /** Shows nothing: what changes in place is motion. */
    @Override
    public void status(String text) {}

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public <T> T dialogue(Supplier<T> questions) {
        if (!asking.tryLock()) {
            if (reading) {
                line("There is a question for you. Press Enter to get to it.");
            }
            asking.lock();
        }
        try {
            if (interactive && asking.getHoldCount() == 1) {
                setAside();
            }
            return questions.get();
        } finally {
            asking.unlock();
        }
    }

    /**
     * Keeps the lines that were typed before a question was there to be read for the conversation: they must not answer the
     * question.
     */
    private void setAside() {
        try {
            while (aside.size() < MAX_ASIDE && in.ready()) {
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                aside.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> read(String prompt) {
        asking.lock();
        try {
            if (aside.isEmpty()) {
                return ask(prompt);
            }
            line(prompt + aside.getFirst());
            return Optional.of(aside.removeFirst());
        } finally {
            asking.unlock();
        }
    }

    @Override
    public Optional<String> ask(String question) {
        asking.lock();
        try {
            if (interactive) {
                piece(question);
            }
            reading = true;
            Optional<String> line = Optional.ofNullable(in.readLine());
            out.ended();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reading = false;
            asking.unlock();
        }
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
        out.endLine();
    }
}
