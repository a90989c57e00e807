package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that comes back to a stream and then does not read holds up nobody but itself. */
@Timeout(value = 45, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowReaderTest {
    /** Three bytes each on the wire, so that what is kept is more than the buffers of system and client take. */
    private static final String LINE = "\u20AC".repeat(15_000);
    private static final int LINES = 16;

    private final Semaphore step = new Semaphore(0);
    private final Semaphore said = new Semaphore(0);
    private HttpServer server;
    private McpWire session;

    @BeforeEach
    void start() throws Exception {
        Tool talk = Tool.interactive("talk", "talk", "A tool for tests.", TestTools.ANY, ToolAnnotations.PURE,
                InteractiveToolHandler.of(this::talk));
        McpEndpoint endpoint = McpEndpoint.builder(new ServerInfo("test", "Test", "1"),
                exchange -> Caller.anonymous(), Offerings.fixed().logging().tools(List.of(talk))).build();
        server = HttpServer.start(HttpOptions.onPort(0), origin -> Routes.none().with("/mcp", endpoint));
        session = new McpWire(endpoint()).initialized();
    }

    @AfterEach
    void stop() {
        step.release(1_000);
        server.close();
    }

    private URI endpoint() {
        return server.origin().resolve("/mcp");
    }

    private ToolResult talk(ToolCall call) throws InterruptedException {
        call.log(LogLevel.INFO, "first");
        for (int line = 0; line < LINES; line++) {
            step.acquire();
            call.log(LogLevel.INFO, LINE);
            said.release();
        }
        step.acquire();
        return ToolResult.of(Content.text("talked"));
    }

    /** Begins a call, reads its first message and goes away. */
    private String cut() throws Exception {
        try (Listener call = Listener.posting(session.headers(), endpoint(),
                McpWire.request("5", "tools/call", "{\"name\":\"talk\",\"arguments\":{}}"))) {
            call.next();
            return call.lastId();
        }
    }

    /** Comes back, reads the first byte of the answer and no more. */
    private Socket silent(String lastEventId) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2_048);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint().getPort()));
        StringBuilder request = new StringBuilder("GET /mcp HTTP/1.1\r\nHost: localhost:" + endpoint().getPort()
                + "\r\nLast-Event-ID: " + lastEventId + "\r\n");
        session.headers().forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private void say(int lines) throws InterruptedException {
        step.release(lines);
        assertThat(said.tryAcquire(lines, 20, TimeUnit.SECONDS)).isTrue();
    }

    private Listener back(String lastEventId) throws Exception {
        Map<String, String> headers = new HashMap<>(session.headers());
        headers.put("Last-Event-ID", lastEventId);
        return Listener.of(headers, endpoint());
    }

    private static String text(JsonNode answer) {
        return answer.path("result").path("content").path(0).path("text").asText();
    }

    @Test
    void theCallGoesOnWhileAClientDoesNotReadWhatItMissed() throws Exception {
        String id = cut();
        say(LINES - 1);
        try (Socket silent = silent(id)) {
            say(1);
            assertThat(silent.isClosed()).isFalse();
        }
    }

    @Test
    void whoeverComesBackOnAnotherConnectionIsServedThereAndTheLastOneIsCutOff() throws Exception {
        String id = cut();
        say(LINES);
        try (Socket silent = silent(id); Listener reader = back(id)) {
            for (int line = 0; line < LINES; line++) {
                assertThat(reader.next().path("params").path("data").asText()).isEqualTo(LINE);
            }
            step.release();
            assertThat(text(reader.next())).isEqualTo("talked");
            assertThat(hasTheEnd(silent.getInputStream())).isFalse();
        }
    }

    /** Reads what is left, and says whether it is all and ended in good order. */
    private static boolean hasTheEnd(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).endsWith("0\r\n\r\n");
        } catch (IOException cutOff) {
            return false;
        }
    }
}
