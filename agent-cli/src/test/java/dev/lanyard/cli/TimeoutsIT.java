package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long servers are waited for is the user's to say, and what takes too long says how. */
class TimeoutsIT {
    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;

    @BeforeEach
    void start() throws Exception {
        lanyard = new LanyardProcess(folder);
    }

    @Test
    void aToolHasTheTimeThatItIsGiven() throws Exception {
        Path config = StdioPeer.config(folder, "legacy");

        Outcome outcome = lanyard.run("call", "peer", "hang", "--timeout", "1", "--config", config.toString());

        assertThat(outcome)
                .isEqualTo(new Outcome(4, "", "lanyard: Server 'peer' did not answer 'tools/call' within 1000 ms. "
                        + "Try again, or allow it more time (--timeout; in a program callTimeout).\n"));
    }

    @Test
    void aServerHasTheTimeThatItIsGivenToConnect() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Path config = Files.writeString(folder.resolve("silent.json"),
                    "{\"servers\":{\"silent\":{\"type\":\"http\",\"url\":\"http://127.0.0.1:" + silent.getLocalPort()
                            + "/mcp\"}}}");

            Outcome outcome = lanyard.run("--connect-timeout", "1", "tools", "silent", "--config", config.toString());

            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.err()).startsWith("lanyard: Server 'silent' did not answer")
                    .endsWith(
                            "within 1000 ms. Try again, or allow it more time to connect (--connect-timeout; in a program "
                                    + "openTimeout).\n");
        }
    }

    @Test
    void aTimeThatIsNoneIsExplained() throws Exception {
        Outcome outcome = lanyard.run("tools", "--timeout", "0");

        assertThat(outcome).isEqualTo(new Outcome(2, "", "lanyard: Invalid value for option '--timeout': "
                + "'0' is not a whole number of seconds from 1 to 86400. See 'lanyard tools --help'.\n"));
    }
}
