package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chat as a person sees it, through a pseudo-terminal that {@code script} (util-linux) provides. */
class ChatIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String END_OF_INPUT = "\u0004";

    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;

    /** A program behind a pseudo-terminal: what is typed and what is on the screen so far. */
    private static final class Terminal implements AutoCloseable {
        private final Process process;
        private final StringBuilder screen = new StringBuilder();

        Terminal(Process process) {
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
    }

    @BeforeEach
    void start() throws IOException {
        lanyard = new LanyardProcess(folder).with("TERM", "xterm-256color");
    }

    private Terminal open(String... arguments) throws IOException {
        List<String> command = lanyard
                .command(List.of("-Dlanyard.stdin.terminal=true", "-Dlanyard.stdout.terminal=true"), arguments);
        String line = "exec " + String.join(" ", command.stream().map(word -> "'" + word + "'").toList());
        return new Terminal(lanyard.start(List.of("script", "-q", "-e", "-c", line, "/dev/null")));
    }

    @Test
    void answersWithTwoToolsOfTwoServersAndLeavesNothingRunning() throws Exception {
        try (Terminal terminal = open()) {
            terminal.await("you › ");
            terminal.type("reverse hello and echo world\r");
            String screen = terminal.await("reverse_tool: olleh.*secure_echo: Echo: world.*you › ");
            Set<ProcessHandle> family = terminal.family();
            terminal.type(END_OF_INPUT);

            assertThat(terminal.end()).isZero();
            assertThat(screen).contains("Playground", "a script that follows simple rules")
                    .containsPattern("reverse.{0,8} · reverse_tool .*client credentials")
                    .containsPattern("echo.{0,8} · secure_echo .*key");
            assertThat(family).isNotEmpty();
            for (ProcessHandle member : family) {
                member.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void cancelsTheTurnOnCtrlCAndGoesOn() throws Exception {
        try (Terminal terminal = open()) {
            terminal.await("you › ");
            terminal.type("reverse hello\r");
            terminal.await("1/5");
            terminal.type("\u0003");
            terminal.await("The turn was cancelled.*you › ");
            terminal.type("echo still here\r");
            String screen = terminal.await("secure_echo: Echo: still here.*you › ");
            terminal.type(END_OF_INPUT);

            assertThat(terminal.end()).isZero();
            assertThat(screen).doesNotContain("olleh");
        }
    }

    @Test
    void asksForTheValuesThatTheConfigurationLeavesOpen() throws Exception {
        try (Playground playground = Playground.start(PlaygroundOptions.usual().withStepDelay(Duration.ZERO))) {
            Path config = Files.writeString(folder.resolve("asking.json"),
                    """
                    {"inputs": [{"type": "promptString", "id": "key", "description": "Key of echo", "password": true}],
                     "servers": {"echo": {"type": "http", "url": "%s/echo/mcp", "headers": {"x-api-key": "${input:key}"}}}}
                    """.formatted(
                            playground.origin()));
            String key = playground.variable("PLAYGROUND_ECHO_KEY");
            try (Terminal terminal = open("--config", config.toString(), "--model", "scripted")) {
                terminal.await("Key of echo: ");
                terminal.type(key + "\r");
                terminal.await("echo.{0,8} ready.*you › ");
                terminal.type("echo hi\r");
                terminal.await("\\[y\\]es once");
                terminal.type("y\r");
                String screen = terminal.await("secure_echo: Echo: hi.*you › ");
                terminal.type(END_OF_INPUT);

                assertThat(terminal.end()).isZero();
                assertThat(screen).doesNotContain(key);
                assertThat(lanyard.home().resolve(".local/state/lanyard/history")).content().doesNotContain(key);
            }
        }
    }

    @Test
    void keepsItsHistoryPrivate() throws Exception {
        try (Terminal terminal = open()) {
            terminal.await("you › ");
            terminal.type("/tools\r");
            terminal.await("you › .*you › ");
            terminal.type(END_OF_INPUT);
            assertThat(terminal.end()).isZero();
        }
        Path history = lanyard.home().resolve(".local/state/lanyard/history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void letsTwoTerminalsWorkAtOnce() throws Exception {
        try (Terminal one = open(); Terminal other = open()) {
            one.await("you › ");
            other.await("you › ");
            one.type("reverse one\r");
            other.type("reverse other\r");
            one.await("reverse_tool: eno.*you › ");
            other.await("reverse_tool: rehto.*you › ");
            one.type(END_OF_INPUT);
            other.type(END_OF_INPUT);

            assertThat(one.end()).isZero();
            assertThat(other.end()).isZero();
        }
    }

    @Test
    void readsLinesWhereThereIsNoTerminal() throws Exception {
        var outcome = lanyard.runWith("reverse hello\n");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("reverse_tool: olleh").doesNotContain("\u001b");
    }
}
