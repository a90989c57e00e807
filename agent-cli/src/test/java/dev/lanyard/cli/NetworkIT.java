package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy gets to see of the program as it is started; this one lets nobody through. */
class NetworkIT {
    @TempDir
    Path folder = Path.of("");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;
    private LanyardProcess lanyard;

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::refuseEverybody);
        lanyard = new LanyardProcess(folder).with("OPENAI_API_KEY", "model-canary")
                .with("OPENAI_BASE_URL", "https://models.example.test/v1");
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    @Test
    void theModelIsAskedThroughTheProxyWithItsPassword() throws Exception {
        Outcome outcome = lanyard.with("HTTPS_PROXY", "http://user:proxy-canary@127.0.0.1:" + proxy.getLocalPort())
                .run("-p", "hello");

        assertThat(seen).contains("CONNECT models.example.test:443 HTTP/1.1",
                "Proxy-Authorization: Basic dXNlcjpwcm94eS1jYW5hcnk=").noneMatch(line -> line.contains("canary"));
        assertThat(outcome).isEqualTo(new Outcome(4, "",
                "lanyard: Model 'gpt-4.1-nano' cannot be reached: the proxy refused the user and password. "
                        + "Set them in HTTPS_PROXY or HTTP_PROXY as http://user:password@host:port.\n"));
    }

    @Test
    void aProxyOrAuthorityThatCannotBeUsedEndsTheProgramBeforeAnythingIsSent() throws Exception {
        Outcome outcome = lanyard.with("HTTPS_PROXY", "socks5://127.0.0.1:" + proxy.getLocalPort())
                .with("LANYARD_CA_FILE", "/nowhere/ca.pem")
                .run("-p", "hello");

        assertThat(outcome).isEqualTo(new Outcome(2, "",
                """
                lanyard: The configuration from the environment has 2 problems. Correct them:
                  HTTPS_PROXY: HTTPS_PROXY names a SOCKS proxy, which Lanyard cannot use. Name an HTTP proxy, or list the hosts \
                that need none in NO_PROXY.
                  LANYARD_CA_FILE: '/nowhere/ca.pem' does not exist. Name a PEM file with the certificates of the authorities to \
                trust besides.
                """));
        assertThat(seen).isEmpty();
    }

    /** With both, a folder would read everything that the user's own keys are sent with. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "NO_PROXY", "LANYARD_CA_FILE"})
    void a41aFoldersEnvFileCannotPutItselfBetweenTheUserAndTheirServers(String variable) throws Exception {
        Files.writeString(lanyard.workingDirectory().resolve(".env"),
                variable + "=http://127.0.0.1:" + proxy.getLocalPort() + "\n");

        Outcome outcome = lanyard.run("-p", "hello");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("  " + variable + ": The project's '");
        assertThat(seen).isEmpty();
    }

    private void refuseEverybody() {
        try {
            while (true) {
                try (Socket client = proxy.accept()) {
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        seen.add(line);
                    }
                    client.getOutputStream()
                            .write(String.join("\r\n", "HTTP/1.1 407 Proxy Authentication Required",
                                    "Proxy-Authenticate: Basic realm=\"proxy\"", "Content-Length: 0",
                                    "Connection: close", "", "").getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }
}
