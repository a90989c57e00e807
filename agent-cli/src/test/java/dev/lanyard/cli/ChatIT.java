package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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

    @BeforeEach
    void start() throws IOException {
        lanyard = new LanyardProcess(folder).with("TERM", "xterm-256color");
    }

    private PseudoTerminal open(String... arguments) throws IOException {
        return PseudoTerminal.open(lanyard, arguments);
    }

    @Test
    void answersWithTwoToolsOfTwoServersAndLeavesNothingRunning() throws Exception {
        try (PseudoTerminal terminal = open()) {
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
        try (PseudoTerminal terminal = open()) {
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
    void takesWhatIsTypedDuringATurnOnceItHasEnded() throws Exception {
        try (PseudoTerminal terminal = open()) {
            terminal.await("you › ");
            terminal.type("reverse hello\r");
            terminal.await("1/5");
            terminal.type("echo typed ahead\r" + END_OF_INPUT);

            assertThat(terminal.end()).isZero();
            assertThat(terminal.await("")).containsPattern(
                    Pattern.compile("5/5.*reverse_tool: olleh.*echo typed ahead.*secure_echo: Echo: typed ahead",
                            Pattern.DOTALL));
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
            try (PseudoTerminal terminal = open("--config", config.toString(), "--model", "scripted")) {
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
    void doesNotTakeWhatWasTypedAheadForAnApproval() throws Exception {
        try (Playground playground = Playground.start(PlaygroundOptions.usual().withStepDelay(Duration.ZERO))) {
            Path config = Files.writeString(folder.resolve("untrusted.json"),
                    """
                    {"servers": {"echo": {"type": "http", "url": "%s/echo/mcp", "headers": {"x-api-key": "${KEY}"}}}}
                    """.formatted(
                            playground.origin()));
            lanyard.with("KEY", playground.variable("PLAYGROUND_ECHO_KEY"));
            try (PseudoTerminal terminal = open("--config", config.toString(), "--model", "scripted")) {
                terminal.await("echo.{0,8} ready.*");
                terminal.type("echo hi\ry\ry\r");
                terminal.await("\\[y\\]es once");
                terminal.type("n\r");
                String screen = terminal.await("did not allow this call.*you › y");
                terminal.type("\u0003" + END_OF_INPUT);

                assertThat(terminal.end()).isZero();
                assertThat(screen).doesNotContain("Echo: hi");
            }
        }
    }

    @Test
    void keepsItsHistoryPrivate() throws Exception {
        try (PseudoTerminal terminal = open()) {
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
        try (PseudoTerminal one = open(); PseudoTerminal other = open()) {
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
