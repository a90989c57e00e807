package dev.lanyard.cli.console;

import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.render.Style;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/** Is a terminal with a line to edit, history and completion. */
public final class JLineConsole implements Console {
    private static final int MAX_ASIDE = 10_000;

    private final Terminal terminal;
    private final LineReader reader;
    private final LineWriter out;
    private final AtomicReference<Runnable> interrupt = new AtomicReference<>(() -> {});
    /** Fair, so that a question that waits comes before the next prompt. */
    private final ReentrantLock reading = new ReentrantLock(true);
    /** What was typed before a question came up; guarded by {@link #reading}. */
    private final StringBuilder aside = new StringBuilder();

    private JLineConsole(Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
        this.out = new LineWriter(terminal.writer());
        terminal.handle(Terminal.Signal.INT, unused -> interrupt.get().run());
    }

    /**
     * Opens the terminal that the process runs in.
     *
     * @param history keeps what was typed, for the next time; the file is private to the user
     * @param suggester completes what is being typed
     * @throws IOException if there is no terminal
     */
    public static JLineConsole open(Path history, Suggester suggester) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .name("lanyard")
                .system(true)
                .encoding(StandardCharsets.UTF_8)
                .build();
        if (terminal.getSize().getColumns() == 0) {
            // Some pseudo-terminals, such as those of build machines, do not say how large they are.
            terminal.setSize(Size.of(80, 24));
        }
        keepWhatIsTypedBetweenLines(terminal);
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("lanyard")
                .completer(new WordCompleter(suggester))
                .variable(LineReader.HISTORY_FILE, PrivateFile.prepared(history))
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        return new JLineConsole(terminal, reader);
    }

    /**
     * Has the terminal hand over each key as it is, unseen, while nothing is being read too: else it would write what is
     * typed during a turn into the answer, and a Ctrl-D typed there would be lost. Ctrl-C stays a signal.
     */
    private static void keepWhatIsTypedBetweenLines(Terminal terminal) {
        terminal.enterRawMode();
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlag(Attributes.LocalFlag.ISIG, true);
        terminal.setAttributes(attributes);
    }

    @Override
    public Style style() {
        boolean dumb = Terminal.TYPE_DUMB.equals(terminal.getType()) || System.getenv("NO_COLOR") != null;
        return dumb ? Style.PLAIN : Style.ANSI;
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public synchronized void line(String text) {
        if (reader.isReading()) {
            reader.printAbove(text);
        } else {
            out.line(text);
        }
    }

    @Override
    public void piece(String text) {
        out.piece(text);
    }

    @Override
    public synchronized void status(String text) {
        if (style() == Style.ANSI && (text.isEmpty() || !reader.isReading())) {
            out.status(text);
        }
    }

    @Override
    public int columns() {
        return terminal.getSize().getColumns();
    }

    @Override
    public <T> T dialogue(Supplier<T> questions) {
        if (!reading.tryLock()) {
            if (reader.isReading()) {
                line(style().accent("? ") + "There is a question for you. Press Enter to get to it.");
            }
            reading.lock();
        }
        try {
            if (reading.getHoldCount() == 1) {
                setAside();
            }
            return questions.get();
        } finally {
            reading.unlock();
        }
    }

    /**
     * Keeps what was typed before a question was there to be read for the next line of the conversation: it must not
     * answer the question.
     */
    private void setAside() {
        try {
            NonBlockingReader keys = terminal.reader();
            for (int key = keys.read(1); aside.length() < MAX_ASIDE; key = keys.read(10)) {
                if (key >= 0) {
                    aside.append((char) key);
                } else if (key == NonBlockingReader.EOF || System.in.available() == 0) {
                    return;
                }
            }
        } catch (IOException e) {
            // The terminal is gone: the question finds that out too.
        }
    }

    @Override
    public Optional<String> read(String prompt) {
        reading.lock();
        try {
            String typed = Sanitizer.clean(aside.toString().replace('\r', '\n')).strip();
            aside.setLength(0);
            return read(prompt, null, typed);
        } finally {
            reading.unlock();
        }
    }

    @Override
    public Optional<String> ask(String question) {
        return unremembered(question, null);
    }

    @Override
    public Optional<String> readHidden(String prompt) {
        return unremembered(prompt, '*');
    }

    private Optional<String> unremembered(String prompt, @Nullable Character mask) {
        reading.lock();
        try {
            reader.setVariable(LineReader.DISABLE_HISTORY, true);
            return read(prompt, mask, "");
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
            reading.unlock();
        }
    }

    private Optional<String> read(String prompt, @Nullable Character mask, String typed) {
        // Questions of several servers or tools wait for each other.
        reading.lock();
        try {
            out.status("");
            out.endLine();
            return Optional.of(reader.readLine(prompt, mask, typed));
        } catch (EndOfFileException e) {
            return Optional.empty();
        } catch (UserInterruptException e) {
            throw new InterruptedInput(e.getPartialLine() == null || e.getPartialLine().isEmpty());
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void onInterrupt(Runnable action) {
        interrupt.set(action);
    }

    @Override
    public void close() {
        try {
            out.status("");
            out.endLine();
            terminal.close();
        } catch (IOException e) {
            // The terminal is gone; there is nothing left to give back.
        }
    }
}
