package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that a project folder brings sends nothing before the user approved exactly it (DESIGN, Trust). */
class TrustIT {
    private static final Pattern DIGEST = Pattern.compile("--trust-config ([0-9a-f]{64})");

    @TempDir
    Path folder = Path.of("");

    private Playground playground;
    private LanyardProcess lanyard;
    private Path project;

    @BeforeEach
    void start() throws IOException {
        playground = Playground.start(PlaygroundOptions.usual());
        lanyard = new LanyardProcess(folder);
        project = lanyard.workingDirectory();
        for (String file : new String[]{"mcp.json", ".env", "ca.pem"}) {
            Files.copy(playground.config().resolveSibling(file), project.resolve(file));
        }
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    @Test
    void sendsNothingForAProjectNobodyApproved() throws Exception {
        Outcome outcome = lanyard.run("tools");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("PLAYGROUND_ECHO_KEY", "identity 'playground'", "--trust-config ");
        assertThat(playground.requests("echo") + playground.requests("reverse") + playground.requests("time")).isZero();
        assertThat(playground.identityRequests()).isEmpty();
    }

    @Test
    void worksWithTheDigestAndNoLongerAfterAChange() throws Exception {
        Matcher digest = DIGEST.matcher(lanyard.run("tools").err());
        assertThat(digest.find()).isTrue();

        Outcome approved = lanyard.run("tools", "--trust-config", digest.group(1));
        Files.writeString(project.resolve(".env"), "\nOTHER=1\n", StandardOpenOption.APPEND);
        Outcome changed = lanyard.run("tools", "--trust-config", digest.group(1));

        assertThat(approved.exitCode()).isZero();
        assertThat(approved.out()).contains("secure_echo");
        assertThat(changed.exitCode()).isEqualTo(2);
    }
}
