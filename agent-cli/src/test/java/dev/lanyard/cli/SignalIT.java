package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends what the terminal started: a server that neither the end of its input nor SIGTERM ends, and the playground. */
class SignalIT {
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;
    private String config;

    @BeforeEach
    void start() throws Exception {
        lanyard = new LanyardProcess(folder);
        config = StdioPeer.config(folder, "legacy", "deaf").toString();
    }

    private void endsEverything(String sign, String... arguments) throws Exception {
        Process process = lanyard.start(lanyard.command(List.of(), arguments));
        try (PseudoTerminal terminal = new PseudoTerminal(process)) {
            terminal.await(sign);
            var family = terminal.family();
            process.destroy();

            assertThat(terminal.end()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(family).as("the server and the playground").hasSizeGreaterThan(1);
            for (ProcessHandle member : family) {
                member.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aChatLeavesNothingRunning() throws Exception {
        endsEverything("peer ready", "--config", config, "--model", "scripted");
    }

    /** What fails because it was closed is nobody's fault. */
    @Test
    void aCallEndsWithoutAWord() throws Exception {
        Process process = lanyard
                .start(lanyard.command(List.of(), "call", "peer", "hang", "--config", config, "--verbose"));
        StringBuilder said = new StringBuilder();
        try (BufferedReader err = process.errorReader()) {
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                if (line.startsWith("→ peer")) {
                    // Process.destroy would close the stream that is read here.
                    boolean unused = process.toHandle().destroy();
                }
                if (line.startsWith("lanyard:")) {
                    said.append(line);
                }
            }
        }

        assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(said).isEmpty();
    }

    @Test
    void aTurnThatWaitsForAToolLeavesNothingRunning() throws Exception {
        endsEverything("tool-call-started", "-p", "call hang", "--config", config, "--model", "scripted", "--approve",
                "all", "--output", "stream-json");
    }
}
