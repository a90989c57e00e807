package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lanyard.config.Environment;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Secret;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.network.PrivateAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that was meant for https travels over http, whoever asks for it (RFC 9110, section 4.2.2; SECURITY A31). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DowngradeTest {
    private static final String CANARY = "canary-31d0";

    @TempDir
    private Path folder;

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpsServer secure;
    private FakeServer plain;
    private McpSession session;
    private volatile int status = 307;

    @BeforeEach
    void start() throws Exception {
        PrivateAuthority authority = PrivateAuthority.in(folder);
        plain = FakeServer.start().result("tools/list", "{}");
        secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(authority.server()));
        secure.createContext("/", exchange -> {
            keys.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Api-Key")).orElse(""));
            exchange.getResponseHeaders().set("Location", plain.url().toString());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        secure.start();
        HttpPolicy policy = HttpPolicy
                .from(Environment.of(Map.of("LANYARD_CA_FILE", authority.pem().toString())));
        session = HttpSessionFactory.of(new ClientInfo("lanyard-test", "1"), Limits.STANDARD, policy)
                .session("test", URI.create("https://127.0.0.1:" + secure.getAddress().getPort() + "/mcp"),
                        TestSessions.fixed(new Credential.Keys(Map.of("X-Api-Key", Secret.of(CANARY)),
                                Map.of("key", Secret.of(CANARY)))),
                        (method, params) -> {}, Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        session.close();
        secure.stop(0);
        plain.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a31aRedirectFromHttpsToHttpIsNotFollowed(int redirect) {
        status = redirect;

        assertThatThrownBy(() -> session.open(patient())).isInstanceOf(TransportException.HttpFailed.class)
                .message()
                .doesNotContain(CANARY);
        assertThat(keys).isNotEmpty().containsOnly(CANARY);
        assertThat(plain.received()).isEmpty();
    }

    /** A port that speaks no TLS gets a handshake and never a request. */
    @Test
    void a31aServerThatSpeaksNoTlsGetsNoRequest() {
        McpSession fooled = TestSessions.with(URI.create(plain.url().toString().replace("http:", "https:")),
                TestSessions.header("X-Api-Key", CANARY));

        assertThatThrownBy(() -> fooled.open(patient())).isInstanceOf(TransportException.class);
        assertThat(plain.received().toString()).doesNotContain(CANARY);
    }
}
