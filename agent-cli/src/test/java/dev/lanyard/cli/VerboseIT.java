package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that log only on request (MCP 2026-07-28, Logging) are asked to by {@code --verbose}. */
class VerboseIT {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"modern", "legacy"})
    void showsWhatServersLogOnRequest(String era) throws Exception {
        String config = StdioPeer.config(folder, era).toString();

        Outcome outcome = new LanyardProcess(folder).run("call", "peer", "look", "--verbose", "--config", config);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("  peer info: looking from info on\n");
    }

    @Test
    void asksForNothingOtherwise() throws Exception {
        String config = StdioPeer.config(folder, "modern").toString();

        assertThat(new LanyardProcess(folder).run("call", "peer", "look", "--config", config))
                .isEqualTo(new Outcome(0, "seen\n", ""));
    }
}
