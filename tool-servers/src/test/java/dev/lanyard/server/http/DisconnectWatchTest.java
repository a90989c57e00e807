package dev.lanyard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.certificate.CertificateAuthority;
import dev.lanyard.server.certificate.TrustAnchors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that go away while their handler says nothing, over real connections. */
class DisconnectWatchTest {
    private final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();
    private final CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());
    @TempDir
    private Path folder;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        HttpOptions options = HttpOptions.onPort(0)
                .withTls(0, authority.issue(List.of("localhost"), List.of("127.0.0.1")).serverContext());
        server = HttpServer.start(options, origin -> Routes.none().with("/wait/", exchange -> {
            exchange.onDisconnect(latch("gone " + exchange.path())::countDown);
            latch("begun " + exchange.path()).countDown();
            await("over " + exchange.path());
            exchange.respond(200, Map.of(), exchange.path().getBytes(StandardCharsets.UTF_8));
        }));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CountDownLatch latch(String name) {
        return latches.computeIfAbsent(name, key -> new CountDownLatch(1));
    }

    private void await(String name) throws IOException {
        try {
            assertThat(latch(name).await(20, TimeUnit.SECONDS)).as(name).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private Socket plain() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.origin().getPort());
    }

    private static void ask(Socket socket, String... paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("POST ")
                    .append(path)
                    .append(" HTTP/1.1\r\nHost: localhost:")
                    .append(socket.getPort())
                    .append("\r\nContent-Length: 2\r\n\r\n{}");
        }
        socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private void leave(String path) throws IOException {
        try (Socket socket = plain()) {
            ask(socket, path);
            await("begun " + path);
        }
        await("gone " + path);
    }

    @Test
    void noticesAClientThatGoesAwayWhileItsHandlerIsSilent() throws IOException {
        leave("/wait/a");
    }

    @Test
    void noticesItOverTlsToo() throws IOException {
        int port = server.tlsOrigin().orElseThrow().getPort();
        Path pem = Files.writeString(folder.resolve("ca.pem"), authority.pem());
        try (Socket socket = TrustAnchors.clientContext(pem).getSocketFactory().createSocket("localhost", port)) {
            ask(socket, "/wait/a");
            await("begun /wait/a");
        }
        await("gone /wait/a");
    }

    /** RFC 9112, section 9.3.2: two others are noticed meanwhile, so this connection was looked at when more had come. */
    @Test
    void leavesARequestWholeThatIsSentBeforeTheAnswerToTheOneBefore() throws IOException {
        try (Socket socket = plain()) {
            socket.setSoTimeout(20_000);
            ask(socket, "/wait/first");
            await("begun /wait/first");
            ask(socket, "/wait/second");
            leave("/wait/b");
            leave("/wait/c");
            latch("over /wait/first").countDown();
            latch("over /wait/second").countDown();
            String answers = "";
            while (!answers.endsWith("/wait/second")) {
                byte[] some = new byte[1024];
                int count = socket.getInputStream().read(some);
                assertThat(count).as(answers).isPositive();
                answers += new String(some, 0, count, StandardCharsets.UTF_8);
            }

            assertThat(answers).contains("/wait/first");
            assertThat(latch("gone /wait/first").getCount()).isEqualTo(1);
        }
    }
}
