package dev.lanyard.cli.prompt;

import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.console.PlainConsole;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Is a console at which the given lines are typed, and what is on its screen. */
final class Typist {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Console console;

    private Typist(boolean there, String... lines) {
        String typed = lines.length == 0 ? "" : String.join("\n", lines) + "\n";
        console = new PlainConsole(new Keyboard(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(screen, true, StandardCharsets.UTF_8), there);
    }

    /** Gives one line at a time and none ahead, as somebody does who reads the question first. */
    private static final class Keyboard extends ByteArrayInputStream {
        Keyboard(byte[] typed) {
            super(typed);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            int end = pos;
            while (end < count && end - pos < length && (end == pos || buf[end - 1] != '\n')) {
                end++;
            }
            return super.read(into, offset, end == pos ? length : end - pos);
        }

        @Override
        public synchronized int available() {
            return 0;
        }
    }

    static Typist types(String... lines) {
        return new Typist(true, lines);
    }

    static Typist nobody() {
        return new Typist(false);
    }

    Console console() {
        return console;
    }

    String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }
}
