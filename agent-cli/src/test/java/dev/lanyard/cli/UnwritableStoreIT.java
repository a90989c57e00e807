package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where tokens cannot be stored, the user is told, and nothing says that they are. */
class UnwritableStoreIT {
    private static final String WARNING = "lanyard: Credentials cannot be stored in '";

    @TempDir
    Path folder = Path.of("");

    private Playground playground;
    private LanyardProcess lanyard;
    private Path tokens;
    private String config;

    @BeforeEach
    void putAFileInTheWay() throws Exception {
        playground = Playground.start(PlaygroundOptions.usual());
        config = playground.config().toString();
        lanyard = new LanyardProcess(folder).with("BROWSER", BrowserScript.of("alice", folder));
        tokens = lanyard.home().resolve(".local/state/lanyard/tokens");
        Files.createDirectories(tokens.getParent());
        Files.writeString(tokens, "in the way");
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    @Test
    void signingInSaysOnceThatItLastsNoLonger() throws Exception {
        Outcome login = lanyard.run("mcp", "login", "expenses", "--sign-in", "browser", "--config", config);

        assertThat(login.out()).isEqualTo("Signed in to 'expenses', until this command ends\n");
        assertThat(login.err().lines().filter(line -> line.startsWith(WARNING + tokens + "'"))).hasSize(1);
        assertThat(login.exitCode()).isZero();
    }

    @Test
    void tokenAndExplainSayWhereTokensReallyAre() throws Exception {
        Outcome token = lanyard.run("token", "expenses", "--sign-in", "browser", "--config", config);
        Outcome explain = lanyard.run("explain", "expenses", "--config", config);

        String place = "in memory, until this command ends: nothing can be stored in " + tokens + "\n";
        assertThat(token.out()).contains("kept        " + place).doesNotContain("encrypted");
        assertThat(explain.out()).contains("kept      " + place).doesNotContain("encrypted");
        assertThat(explain.err()).startsWith(WARNING);
    }

    @Test
    void aChatShowsItAboveThePrompt() throws Exception {
        lanyard.with("TERM", "xterm-256color");
        try (PseudoTerminal terminal = PseudoTerminal.open(lanyard, "--config", config, "--model", "scripted",
                "--sign-in", "browser")) {
            terminal.await("expenses needs sign-in.*/login expenses");
            terminal.type("/login expenses\r");
            String screen = terminal.await("Signed in for expenses.*you › ");
            terminal.type("\u0004");

            assertThat(terminal.end()).isZero();
            assertThat(screen).containsOnlyOnce(WARNING);
        }
    }
}
