package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackServerTest {
    private ServerSocket socket;
    private CallbackServer server;

    @BeforeEach
    void start() throws IOException {
        socket = CallbackServer.bind(0);
        server = CallbackServer.open(socket, URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/callback"),
                received -> received.getQuery().contains("state=right"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String answer(String request) throws IOException {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), socket.getLocalPort())) {
            connection.setSoTimeout(10_000);
            connection.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            connection.getOutputStream().flush();
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String target) throws IOException {
        return answer("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getLocalPort() + "\r\n\r\n");
    }

    @Test
    void a14onlyTheFirstAnswerCounts() throws IOException {
        assertThat(get("/callback?code=one&state=right")).startsWith("HTTP/1.1 200");
        assertThat(get("/callback?code=two&state=right")).startsWith("HTTP/1.1 404");

        assertThat(server.answer()).isCompletedWithValueMatching(answer -> answer.getQuery().contains("code=one"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/callback/", "/callback2?state=right", "/favicon.ico", "/Callback?state=right",
            "http://evil.example/callback?state=right", "/x/../callback?state=right", "/callback?state=wrong"})
    void a15nothingElseIsAnswered(String target) throws IOException {
        assertThat(get(target)).startsWith("HTTP/1.1 404");
        assertThat(server.answer()).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "OPTIONS"})
    void a15onlyGetIsAnswered(String method) throws IOException {
        assertThat(answer(method + " /callback?state=right HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getLocalPort()
                + "\r\n\r\n")).startsWith("HTTP/1.1 404");
        assertThat(server.answer()).isNotDone();
    }

    @Test
    void a15aPageThatComesUnderAnotherNameIsNotAnswered() throws IOException {
        assertThat(answer("GET /callback?state=right HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(server.answer()).isNotDone();
    }

    @Test
    void a16aQueryOfAMegabyteIsCutOffAndTheSignInGoesOn() throws IOException {
        try {
            assertThat(get("/callback?state=right&x=" + "a".repeat(1 << 20))).isEmpty();
        } catch (IOException e) {
            // Cut off while it was still sending.
        }
        assertThat(server.answer()).isNotDone();
        assertThat(get("/callback?state=right")).startsWith("HTTP/1.1 200");
    }

    @Test
    void a17nothingThatWasReceivedIsOnThePage() throws IOException {
        String page = get("/callback?state=right&error=x&error_description=%3Cscript%3Ealert(1)%3C/script%3E");

        assertThat(get("/%3Cscript%3Ealert(2)?state=%3Cscript%3Ealert(3)") + get("/<script>alert(4)</script>")
                + answer("GET / HTTP/1.1\r\nHost: <script>alert(5)</script>\r\nX: <script>alert(6)\r\n\r\n"))
                .contains("HTTP/1.1 404", "default-src 'none'")
                .doesNotContainIgnoringCase("script", "alert");
        assertThat(page).doesNotContain("script>", "alert")
                .contains("default-src 'none'", "frame-ancestors 'none'",
                        "nosniff", "no-store");
    }

    @Test
    void a18listensOnLoopbackOnlyAndEndsWhenClosed() throws IOException {
        assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(socket.getLocalPort()).isPositive();
        server.close();

        assertThat(answerIfAny()).isEmpty();
        assertThat(server.answer()).isNotDone();
        assertThat(CodeFlow.PATIENCE).hasMinutes(10);
    }

    /** The system may still take a connection while the socket is being closed; nobody speaks on it then. */
    private String answerIfAny() throws IOException {
        try {
            return get("/callback?state=right");
        } catch (SocketException e) {
            return "";
        }
    }

    @Test
    void a19aPortThatIsTakenIsLeftAlone() throws IOException {
        try (ServerSocket other = CallbackServer.bind(socket.getLocalPort())) {
            assertThat(other.getLocalPort()).isNotEqualTo(socket.getLocalPort()).isPositive();
        }
    }
}
