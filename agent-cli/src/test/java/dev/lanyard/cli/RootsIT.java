package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for roots (MCP 2025-11-25, Roots) is told of the folders that the user names and of no others. */
class RootsIT {
    private static final String METHOD_NOT_FOUND = "-32601";

    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;
    private String config;

    @BeforeEach
    void start() throws Exception {
        lanyard = new LanyardProcess(folder);
        config = StdioPeer.config(folder, "legacy").toString();
    }

    @Test
    void tellsOfTheFoldersThatTheUserNames() throws Exception {
        Path spaced = Files.createDirectory(lanyard.workingDirectory().resolve("my notes"));
        String work = lanyard.workingDirectory().toUri().toString().replaceFirst("/$", "");

        Outcome outcome = lanyard.run("call", "peer", "look", "--config", config, "--root", ".", "--root",
                spaced.toString());

        assertThat(outcome).isEqualTo(new Outcome(0, "{\"roots\":[{\"uri\":\"" + work + "\",\"name\":\"work\"},"
                + "{\"uri\":\"" + work + "/my%20notes\",\"name\":\"my notes\"}]}\n", ""));
    }

    @Test
    void tellsOfNoneUnlessAsked() throws Exception {
        assertThat(lanyard.run("call", "peer", "look", "--config", config))
                .isEqualTo(new Outcome(0, METHOD_NOT_FOUND + "\n", ""));
    }

    @Test
    void refusesWhatIsNoFolder() throws Exception {
        assertThat(lanyard.run("tools", "--root", "nowhere")).isEqualTo(new Outcome(2, "",
                "lanyard: Invalid value for option '--root' (FOLDER): 'nowhere' is not a folder. See 'lanyard tools --help'.\n"));
    }
}
