package dev.lanyard.cli.console;

import dev.lanyard.cli.render.Style;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Is a terminal with a line to edit, history and completion. */
public final class JLineConsole implements Console {
    private final Terminal terminal;
    private final LineReader reader;
    private final PrintWriter out;
    private final AtomicReference<Runnable> interrupt = new AtomicReference<>(() -> {});
    private final ReentrantLock reading = new ReentrantLock();
    private boolean midLine;

    private JLineConsole(Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
        this.out = terminal.writer();
        terminal.handle(Terminal.Signal.INT, unused -> interrupt.get().run());
    }

    /**
     * Opens the terminal that the process runs in.
     *
     * @param history keeps what was typed, for the next time; the file is private to the user
     * @param completer completes what is being typed
     * @throws IOException if there is no terminal
     */
    public static JLineConsole open(Path history, Completer completer) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .name("lanyard")
                .system(true)
                .encoding(StandardCharsets.UTF_8)
                .build();
        if (terminal.getSize().getColumns() == 0) {
            // Some pseudo-terminals, such as those of build machines, do not say how large they are.
            terminal.setSize(Size.of(80, 24));
        }
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("lanyard")
                .completer(completer)
                .variable(LineReader.HISTORY_FILE, PrivateFile.prepared(history))
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        return new JLineConsole(terminal, reader);
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
            return;
        }
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
        return read(prompt, null);
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
            return read(prompt, mask);
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
            reading.unlock();
        }
    }

    private Optional<String> read(String prompt, @Nullable Character mask) {
        // Questions of several servers or tools wait for each other.
        reading.lock();
        try {
            endLine();
            return Optional.of(reader.readLine(prompt, mask));
        } catch (EndOfFileException e) {
            return Optional.empty();
        } catch (UserInterruptException e) {
            throw new InterruptedInput(e.getPartialLine() == null || e.getPartialLine().isEmpty());
        } finally {
            reading.unlock();
        }
    }

    private synchronized void endLine() {
        if (midLine) {
            out.println();
            out.flush();
            midLine = false;
        }
    }

    @Override
    public void onInterrupt(Runnable action) {
        interrupt.set(action);
    }

    @Override
    public void close() {
        try {
            endLine();
            terminal.close();
        } catch (IOException e) {
            // The terminal is gone; there is nothing left to give back.
        }
    }
}
