package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lanyard token}: what a server's credential is, and its value only where that is asked for. */
class TokenIT {
    private static final String JWT = "eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+";

    @TempDir
    Path folder = Path.of("");

    private Playground playground;
    private LanyardProcess lanyard;

    @BeforeEach
    void start() throws IOException {
        playground = Playground.start(PlaygroundOptions.usual());
        lanyard = new LanyardProcess(folder);
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    private Outcome token(String server, String... options) throws Exception {
        String[] line = new String[options.length + 4];
        line[0] = "token";
        line[1] = server;
        line[2] = "--config";
        line[3] = playground.config().toString();
        System.arraycopy(options, 0, line, 4, options.length);
        return lanyard.run(line);
    }

    @Test
    void saysWhatATokenIsAndNotItsValue() throws Exception {
        Outcome token = token("reverse", "--verbose");

        assertThat(token.exitCode()).isZero();
        assertThat(token.out()).matches("""
                                        server      reverse
                                        credential  client credentials
                                        issuer      https://login\\.lanyard\\.localhost/[0-9a-f-]+/
                                        client      [0-9a-f-]+
                                        scopes      api://reverse/\\.default
                                        expires     20\\S+Z \\(in (59|60) minutes\\)
                                        kept        in memory, until this command ends
                                        """);
        assertThat(token.out() + token.err()).doesNotContain("eyJ", playground.variable("PLAYGROUND_CLIENT_SECRET"));
    }

    @Test
    void revealsATokenAloneOnStdout() throws Exception {
        Outcome token = token("reverse", "--reveal", "--verbose");

        assertThat(token.exitCode()).isZero();
        assertThat(token.out()).matches(JWT + "\n");
        assertThat(token.err())
                .contains("lanyard: this is a secret: whoever has it can call 'reverse' with it until 20")
                .doesNotContain("eyJ");
        assertThat(statusWith("Authorization", "Bearer " + token.out().strip(), "reverse")).isEqualTo(200);
        assertThat(statusWith("Authorization", "Bearer x" + token.out().strip(), "reverse")).isEqualTo(401);
    }

    /** Opens a session as curl would. */
    private int statusWith(String header, String value, String server) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(playground.origin() + "/" + server + "/mcp"))
                    .header(header, value)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .POST(BodyPublishers.ofString(
                            """
                            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
                             "capabilities":{},"clientInfo":{"name":"curl","version":"8"}}}"""))
                    .build(), BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void saysWhereAKeyComesFrom() throws Exception {
        Outcome key = token("echo");
        Outcome revealed = token("echo", "--reveal");

        assertThat(key).isEqualTo(new Outcome(0, """
                                                 server      echo
                                                 credential  key
                                                 header      x-api-key = ${env:PLAYGROUND_ECHO_KEY}
                                                 """, ""));
        assertThat(revealed).extracting(Outcome::exitCode, Outcome::out)
                .containsExactly(0, playground.variable("PLAYGROUND_ECHO_KEY") + "\n");
    }

    @Test
    void signsInOnlyWhereNothingIsKept() throws Exception {
        Outcome before = token("expenses", "--reveal");
        lanyard.with("BROWSER", BrowserScript.of("alice", folder));
        Outcome first = token("expenses", "--sign-in", "browser");
        lanyard.with("BROWSER", "/nowhere");
        long asked = playground.issuerRequests().size();
        Outcome second = token("expenses");

        assertThat(before).isEqualTo(new Outcome(3, "",
                "lanyard: Server 'expenses' needs you to sign in. Sign in to it: 'lanyard mcp login expenses'.\n"));
        assertThat(first.exitCode()).isZero();
        assertThat(second.out()).contains("credential  sign-in\n", "issuer      " + playground.issuer() + "\n",
                "resource    " + playground.origin() + "/expenses/mcp\n", "scopes      expenses:read",
                "account     user\n",
                "kept        " + lanyard.home().resolve(".local/state/lanyard/tokens") + ", encrypted\n");
        assertThat(playground.issuerRequests()).hasSize((int) asked);
    }

    @Test
    void actsForTheUserWhereTheServerWantsThat() throws Exception {
        Outcome profile = lanyard.run("token", "profile", "--playground-user", "alice");

        assertThat(profile.exitCode()).isZero();
        assertThat(profile.out()).contains("credential  on behalf of\n", "scopes      api://profile/access\n",
                "account     user\n", "kept        in memory, until this command and its playground end\n");
    }

    @Test
    void endsWithTheExitCodeOfWhatIsTheMatter() throws Exception {
        assertThat(token("time")).isEqualTo(new Outcome(0, "server      time\ncredential  no credential\n", ""));
        assertThat(token("time", "--reveal")).isEqualTo(new Outcome(1, "", "lanyard: Server 'time' gets no credential: "
                + "there is no value to reveal. See 'lanyard mcp get time'.\n"));
        assertThat(token("nowhere").exitCode()).isEqualTo(2);
        lanyard.with("PLAYGROUND_CLIENT_SECRET", "not-the-secret");
        assertThat(token("reverse", "--reveal")).extracting(Outcome::exitCode, Outcome::out).containsExactly(5, "");
    }
}
