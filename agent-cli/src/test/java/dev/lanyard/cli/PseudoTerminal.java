package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A program behind a pseudo-terminal: what is typed and what is on the screen so far. */
final class PseudoTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final StringBuilder screen = new StringBuilder();

    PseudoTerminal(Process process) {
        this.process = process;
        Thread.ofVirtual().start(() -> read(process.getInputStream()));
    }

    private void read(InputStream in) {
        byte[] buffer = new byte[4096];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                show(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            show("[closed]");
        }
    }

    private synchronized void show(String text) {
        screen.append(text);
        notifyAll();
    }

    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    synchronized String await(String pattern) throws InterruptedException {
        Pattern wanted = Pattern.compile(pattern, Pattern.DOTALL);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.matcher(screen).find()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("never saw " + pattern + " in:\n" + screen);
            }
            wait(left);
        }
        return screen.toString();
    }

    int end() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(screen.toString()).isTrue();
        return process.exitValue();
    }

    Set<ProcessHandle> family() {
        Set<ProcessHandle> family = new HashSet<>();
        process.descendants().forEach(family::add);
        return family;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Runs the program behind a pseudo-terminal that {@code script} (util-linux) provides. */
    static PseudoTerminal open(LanyardProcess lanyard, String... arguments) throws IOException {
        List<String> command = lanyard
                .command(List.of("-Dlanyard.stdin.terminal=true", "-Dlanyard.stdout.terminal=true"), arguments);
        String line = "exec " + String.join(" ", command.stream().map(word -> "'" + word + "'").toList());
        return new PseudoTerminal(lanyard.start(List.of("script", "-q", "-e", "-c", line, "/dev/null")));
    }
}
