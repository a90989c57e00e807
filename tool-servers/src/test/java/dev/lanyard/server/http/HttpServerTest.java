package dev.lanyard.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private static final int MAX_BODY_BYTES = 1000;
    private static final int STREAMS = 400;

    private final CountDownLatch arrived = new CountDownLatch(STREAMS);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        HttpOptions options = HttpOptions.onPort(0).withMaxBodyBytes(MAX_BODY_BYTES);
        server = HttpServer.start(options, origin -> Routes.none()
                .with("/origin", exchange -> exchange.respond(200, Map.of(), bytes(origin.toString())))
                .with("/body", exchange -> exchange.respond(200, Map.of(), exchange.body()))
                .with("/form", exchange -> exchange.respond(200, Map.of(), bytes(exchange.form().required("a"))))
                .with("/query", exchange -> exchange.respond(200, Map.of(), bytes(exchange.query().required("a"))))
                .with("/page", exchange -> exchange.respondHtml(200, "<p>hello"))
                .with("/crash", exchange -> {
                    throw new IllegalStateException("canary-7f1");
                })
                .with("/silent", exchange -> {})
                .with("/get", exchange -> exchange.allow("GET"))
                .with("/events", HttpServerTest::twoEvents)
                .with("/together", exchange -> {
                    arrived.countDown();
                    awaitAll();
                    exchange.respond(200, Map.of(), bytes("together"));
                }));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsTheRoutesTheirOrigin() throws Exception {
        assertThat(get("/origin").body()).isEqualTo(server.origin().toString());
    }

    @Test
    void c17ListensOnLoopbackOnly() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();

        for (InetAddress address : others) {
            assertThatThrownBy(() -> new Socket(address, server.origin().getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
        assertThat(get("/origin").statusCode()).isEqualTo(200);
    }

    /** RFC 9110, section 15.5.14. */
    @Test
    void c18RefusesBodiesBeyondTheLimitWhetherAnnouncedOrChunked() throws Exception {
        byte[] most = new byte[MAX_BODY_BYTES];
        byte[] tooMany = new byte[MAX_BODY_BYTES + 1];

        assertThat(post("/body", "a/b", BodyPublishers.ofByteArray(most)).statusCode()).isEqualTo(200);
        assertThat(post("/body", "a/b", BodyPublishers.ofByteArray(tooMany)).statusCode()).isEqualTo(413);
        assertThat(post("/body", "a/b", BodyPublishers.ofByteArrays(List.of(most, most))).statusCode())
                .isEqualTo(413);
    }

    /** RFC 9112, section 9.6: closing with unread content can reset the connection before the client sees the answer. */
    @Test
    void answersEveryPostThatIsRefusedUnread() throws Exception {
        byte[] small = new byte[MAX_BODY_BYTES];
        byte[] large = new byte[1_000_000];
        for (int i = 0; i < 200; i++) {
            assertThat(post("/get", "a/b", BodyPublishers.ofByteArray(small)).statusCode()).isEqualTo(405);
            assertThat(post("/get", "a/b", BodyPublishers.ofByteArray(large)).statusCode()).isEqualTo(405);
            assertThat(post("/body", "a/b", BodyPublishers.ofByteArray(large)).statusCode()).isEqualTo(413);
            assertThat(post("/body", "a/b", BodyPublishers.ofByteArrays(List.of(large, large))).statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void refusesHeadersBeyondTheLimit() throws Exception {
        String headers = "Host: localhost:" + server.origin().getPort() + "\nX: " + "x".repeat(20_000);

        assertThat(RawHttp.statusOf(server.origin().getPort(), "/origin", headers)).isEqualTo(431);
    }

    @Test
    void c28SaysNothingOfTheInsideWhenAHandlerFails() throws Exception {
        HttpResponse<String> answer = get("/crash");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo(
                "{\"error\":\"server_error\",\"error_description\":\"The server failed to answer. Its log says why.\"}");
        assertThat(get("/silent").statusCode()).isEqualTo(500);
    }

    @Test
    void c28SaysNothingOfTheInsideWhenTheRequestIsBroken() throws Exception {
        String answer = RawHttp.send(server.origin().getPort(), "GET /%zz HTTP/1.1\nHost: localhost\n\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ")
                .endsWith("{\"error\":\"invalid_request\",\"error_description\":\"Bad Request\"}")
                .contains("X-Content-Type-Options: nosniff")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("Exception");
    }

    @Test
    void sendsSecurityHeadersWithEveryAnswer() throws Exception {
        for (String path : List.of("/origin", "/page", "/crash", "/nothing-here")) {
            Map<String, List<String>> headers = get(path).headers().map();
            assertThat(headers).containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("x-frame-options", List.of("DENY"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .doesNotContainKeys("server", "access-control-allow-origin");
        }
        assertThat(get("/page").headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'");
    }

    /** CVE-2026-34237: no page of another site may read an answer, nor be told beforehand that it might. */
    @Test
    void c16NoAnswerMayBeReadByAnotherSite() throws Exception {
        int port = server.origin().getPort();
        for (String origin : List.of("http://localhost:" + port, "http://evil.example", "null", "*")) {
            for (String method : List.of("GET", "POST", "OPTIONS")) {
                for (String path : List.of("/origin", "/events", "/get", "/nothing-here")) {
                    String answer = RawHttp.send(port, method + " " + path + " HTTP/1.1\nHost: localhost:" + port
                            + "\nOrigin: " + origin + "\nAccess-Control-Request-Method: POST\n"
                            + "Access-Control-Request-Headers: authorization\nContent-Length: 0\n"
                            + "Connection: close\n\n");

                    assertThat(answer).startsWith("HTTP/1.1 ").doesNotContainIgnoringCase("access-control-");
                }
            }
        }
    }

    /** RFC 9110, section 15.5.6. */
    @Test
    void namesTheMethodsThatAPathTakes() throws Exception {
        HttpResponse<String> answer = post("/get", "a/b", BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("GET");
    }

    @Test
    void decodesFormsAndQueries() throws Exception {
        String form = "application/x-www-form-urlencoded; charset=utf-8";

        assertThat(post("/form", form, BodyPublishers.ofString("a=x+%C3%A4%26")).body()).isEqualTo("x ä&");
        assertThat(post("/form", "text/plain", BodyPublishers.ofString("a=x")).statusCode()).isEqualTo(415);
        assertThat(get("/query?b=1&a=x%20y").body()).isEqualTo("x y");
        assertThat(get("/query?a=1&a=2").statusCode()).isEqualTo(400);
        assertThat(get("/query").body()).contains("The parameter 'a' is missing.");
    }

    /** HTML Living Standard, section 9.2.5. */
    @Test
    void streamsEventsWithOneFieldPerLine() throws Exception {
        HttpResponse<String> answer = get("/events");

        assertThat(answer.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(answer.body()).isEqualTo("data: one\n\ndata: two\ndata: lines\n\n");
    }

    @Test
    void answersMoreRequestsAtOnceThanJettyAllowsByDefault() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = IntStream.range(0, STREAMS)
                    .mapToObj(i -> threads.submit(() -> get("/together").body()))
                    .toList();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("together");
            }
        }
    }

    private static void twoEvents(HttpExchange exchange) throws IOException {
        try (EventStream events = exchange.openEventStream()) {
            events.send("one");
            events.send("two\nlines");
        }
    }

    private void awaitAll() {
        try {
            arrived.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String type, HttpRequest.BodyPublisher body) throws Exception {
        return client.send(HttpRequest.newBuilder(at(path)).header("Content-Type", type).POST(body).build(),
                BodyHandlers.ofString());
    }

    private URI at(String path) {
        return server.origin().resolve(path);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
