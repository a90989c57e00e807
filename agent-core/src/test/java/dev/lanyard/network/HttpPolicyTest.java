package dev.lanyard.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.lanyard.config.ConfigException;
import dev.lanyard.config.Environment;
import dev.lanyard.server.certificate.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends through a real proxy to a real TLS server with a certificate of a private authority. */
class HttpPolicyTest {
    private static final String LOGIN = "dXNlcjpwcm94eS1jYW5hcnk=";

    @TempDir
    static Path folder = Path.of("");
    private static PrivateAuthority authority;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer plain;
    private HttpServer secure;
    private RecordingProxy proxy;

    @BeforeAll
    static void certify() throws Exception {
        authority = PrivateAuthority.in(folder);
    }

    @BeforeEach
    void start() throws IOException {
        plain = serve(HttpServer.create(loopback(), 0));
        secure = tls(authority.server());
        proxy = RecordingProxy.start(plain.getAddress().getPort(), secure.getAddress().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        plain.stop(0);
        secure.stop(0);
    }

    @Test
    void anHttpsServerIsReachedThroughATunnelThatShowsTheProxyNoCredential() throws Exception {
        HttpPolicy policy = policy(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port()));

        assertThat(send(policy, "https://tools.example.test/mcp?key=canary-query").statusCode()).isEqualTo(200);

        assertThat(proxy.requests()).containsExactly("CONNECT tools.example.test:443 HTTP/1.1");
        assertThat(proxy.everything()).doesNotContain("canary", "Authorization");
        assertThat(received).singleElement().asString().contains("canary-header", "canary-query");
    }

    @Test
    void aProxysPasswordGoesToTheProxyAndNotThroughTheTunnel() throws Exception {
        proxy.wants(LOGIN);
        HttpPolicy policy = policy(Map.of("HTTPS_PROXY", "http://user:proxy-canary@127.0.0.1:" + proxy.port()));

        assertThat(send(policy, "https://tools.example.test/mcp").statusCode()).isEqualTo(200);

        assertThat(proxy.heads()).singleElement().asString().contains("Proxy-Authorization: Basic " + LOGIN);
        assertThat(received).singleElement().asString().doesNotContainIgnoringCase("proxy-authorization");
    }

    @Test
    void aPlainServerIsReachedByForwardingWithTheProxysPassword() throws Exception {
        proxy.wants(LOGIN);
        HttpPolicy policy = policy(Map.of("http_proxy", "http://user:proxy-canary@127.0.0.1:" + proxy.port()));

        assertThat(send(policy, "http://tools.example.test/mcp").statusCode()).isEqualTo(200);

        assertThat(proxy.requests()).containsExactly("GET http://tools.example.test/mcp HTTP/1.1");
    }

    @Test
    void anAsynchronousRequestPresentsThePasswordToo() throws Exception {
        proxy.wants(LOGIN);
        HttpPolicy policy = policy(Map.of("HTTPS_PROXY", "http://user:proxy-canary@127.0.0.1:" + proxy.port()));
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://tools.example.test/")).build();

        assertThat(policy.client().build().sendAsync(request, BodyHandlers.discarding()).get().statusCode())
                .isEqualTo(200);
    }

    /** An Authenticator for the proxy would have made these an IOException or answered them. */
    @ParameterizedTest
    @CsvSource({"401", "403"})
    void aServersRefusalComesBackAsItIs(int status) throws Exception {
        proxy.wants(LOGIN);
        HttpPolicy policy = policy(Map.of("HTTPS_PROXY", "http://user:proxy-canary@127.0.0.1:" + proxy.port()));

        assertThat(send(policy, "https://tools.example.test/" + status).statusCode()).isEqualTo(status);
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"user:wrong@", "''"})
    void theProxysRefusalIsAFailureAndNoAnswerOfTheServer(String login) {
        proxy.wants("other");
        HttpPolicy policy = policy(Map.of("ALL_PROXY", "http://" + login + "127.0.0.1:" + proxy.port()));

        for (String address : List.of("https://tools.example.test/", "http://tools.example.test/")) {
            assertThatThrownBy(() -> send(policy, address)).isInstanceOf(ProxyRefusal.class)
                    .hasMessage("the proxy refused the user and password");
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
            assertThatThrownBy(() -> policy.client().build().sendAsync(request, BodyHandlers.discarding()).get())
                    .hasCauseInstanceOf(ProxyRefusal.class);
        }
        assertThat(received).isEmpty();
    }

    @Test
    void cancellingARequestThroughAProxyEndsItsExchange() throws Exception {
        HttpPolicy policy = policy(Map.of("HTTP_PROXY", "http://127.0.0.1:" + proxy.port()));
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        plain.createContext("/slow", exchange -> {
            begun.complete(true);
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[65536]);
                }
            } catch (IOException e) {
                ended.complete(true);
            }
        });
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://tools.example.test/slow")).build();

        CompletableFuture<HttpResponse<Void>> response = policy.client()
                .build()
                .sendAsync(request, BodyHandlers.discarding());
        begun.get(20, TimeUnit.SECONDS);
        response.cancel(true);

        assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void thisMachineAndWhatNeedsNoProxyAreReachedWithoutIt() throws Exception {
        HttpPolicy policy = policy(Map.of("ALL_PROXY", "http://127.0.0.1:" + proxy.port()));

        assertThat(send(policy, "http://127.0.0.1:" + plain.getAddress().getPort() + "/").statusCode()).isEqualTo(200);
        assertThat(send(policy, "http://localhost:" + plain.getAddress().getPort() + "/").statusCode()).isEqualTo(200);
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void directUsesNoProxyEvenIfTheJvmHasOne() throws Exception {
        assertThat(HttpPolicy.direct().client().build().proxy().orElseThrow().select(URI.create("https://a.example")))
                .containsExactly(java.net.Proxy.NO_PROXY);
    }

    @Test
    void aServerOfAnUnknownAuthorityIsNotBelieved() {
        HttpPolicy policy = HttpPolicy.from(
                Environment.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port())));

        assertThatThrownBy(() -> send(policy, "https://tools.example.test/")).isInstanceOf(SSLHandshakeException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void anAddedAuthorityDoesNotVouchForAnotherName() {
        HttpPolicy policy = policy(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port()));

        assertThatThrownBy(() -> send(policy, "https://other.example/")).isInstanceOf(SSLHandshakeException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void aChainOfAnAddedAuthorityIsBelievedWithoutAnyProxy() throws Exception {
        CertificateAuthority root = CertificateAuthority.create(Clock.systemUTC());
        Path pem = Files.writeString(folder.resolve("root.pem"), root.pem());
        HttpServer server = tls(root.issue(List.of("localhost"), List.of("127.0.0.1")).serverContext());
        try {
            HttpPolicy policy = HttpPolicy.from(Environment.of(Map.of("LANYARD_CA_FILE", pem.toString())));
            assertThat(send(policy, "https://127.0.0.1:" + server.getAddress().getPort() + "/").statusCode())
                    .isEqualTo(200);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void everyVariableThatCannotBeFollowedIsReportedAtOnce() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.pem"), "no certificate");
        Map<String, String> variables = Map.of("HTTPS_PROXY", "socks5://p:1", "LANYARD_CA_FILE", bad.toString());
        assertThatThrownBy(() -> HttpPolicy.from(Environment.of(variables))).isInstanceOf(ConfigException.Invalid.class)
                .hasMessage("The configuration from the environment has 2 problems. Correct them:\n"
                        + "  HTTPS_PROXY: HTTPS_PROXY names a SOCKS proxy, which Lanyard cannot use. "
                        + "Name an HTTP proxy, or list the hosts that need none in NO_PROXY.\n"
                        + "  LANYARD_CA_FILE: '" + bad + "' holds something that is no certificate. "
                        + "Name a PEM file with the certificates of the authorities to trust besides.");
    }

    @ParameterizedTest
    @CsvSource({"missing.pem, does not exist.", "., cannot be read.", "empty.pem, holds no certificate."})
    void aBadAuthorityFileIsNamed(String name, String what) throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "");
        String file = folder.resolve(name).toString();
        assertThatThrownBy(() -> HttpPolicy.from(Environment.of(Map.of("LANYARD_CA_FILE", file))))
                .hasMessageContaining("LANYARD_CA_FILE: '" + file + "' " + what + " Name a PEM file");
    }

    private static HttpPolicy policy(Map<String, String> proxies) {
        Map<String, String> variables = new java.util.HashMap<>(proxies);
        variables.put("LANYARD_CA_FILE", authority.pem().toString());
        return HttpPolicy.from(Environment.of(variables));
    }

    private static HttpResponse<Void> send(HttpPolicy policy, String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer canary-header")
                .build();
        return policy.client().build().send(request, BodyHandlers.discarding());
    }

    private HttpServer tls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return serve(server);
    }

    private HttpServer serve(HttpServer server) {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet());
            String path = exchange.getRequestURI().getPath();
            exchange.sendResponseHeaders(path.matches("/\\d{3}") ? Integer.parseInt(path.substring(1)) : 200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
