package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lanyard playground} serves other terminals until it is ended. */
class PlaygroundCommandIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void servesOtherTerminalsUntilItEnds() throws Exception {
        LanyardProcess lanyard = new LanyardProcess(folder);
        Path state = folder.resolve("playground");
        Process playground = lanyard.start(lanyard.command(List.of(), "playground", "--state", state.toString()));
        try {
            BufferedReader out = playground.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            while (line != null && !line.startsWith("Servers: ")) {
                line = out.readLine();
            }
            Outcome call = lanyard.run("call", "echo", "secure_echo", "message=hi", "--config",
                    state.resolve("mcp.json").toString());

            assertThat(line).isNotNull();
            assertThat(call).extracting(Outcome::exitCode, Outcome::err).containsExactly(0, "");
            assertThat(call.out()).contains("Echo: hi");
        } finally {
            playground.descendants().forEach(ProcessHandle::destroy);
            playground.destroy();
            assertThat(playground.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
