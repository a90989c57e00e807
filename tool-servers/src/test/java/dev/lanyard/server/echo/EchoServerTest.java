package dev.lanyard.server.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.server.auth.ApiKeyAuthenticator;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.RawHttp;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.protocol.McpWire;
import dev.lanyard.server.protocol.SdkClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoServerTest {
    private static final String KEY = "fake-key-5d21";
    private static final int FLOOD = 3_000;

    private HttpServer server;
    private URI endpoint;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.start(HttpOptions.onPort(0), origin -> Routes.none()
                .with("/echo/mcp", EchoServer
                        .endpoint(ApiKeyAuthenticator.of("x-api-key", Map.of("alice", KEY, "bob", "fake-key-77aa")))));
        endpoint = server.origin().resolve("/echo/mcp");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesTheSdksClient() {
        try (McpSyncClient client = SdkClient.open(endpoint, "x-api-key", KEY, progress -> {})) {
            assertThat(client.initialize().protocolVersion()).isEqualTo("2025-11-25");
            assertThat(client.listTools().tools()).extracting(Tool::name).containsExactly("secure_echo");
            CallToolResult result = client
                    .callTool(CallToolRequest.builder("secure_echo").arguments(Map.of("message", "wörld")).build());

            assertThat(result.content()).hasSize(1)
                    .first()
                    .isInstanceOfSatisfying(TextContent.class,
                            text -> assertThat(text.text()).isEqualTo("Echo: wörld"));
            assertThat(result.structuredContent()).isEqualTo(Map.of("echo", "wörld", "user", "alice"));
            assertThat(result.isError()).isFalse();
            client.ping();
        }
    }

    /** RFC 9110, section 15.5.2: a 401 has a challenge. One answer for every mistake, so that none can be told from another. */
    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "fake-key-5d2", "fake-key-5d211", "FAKE-KEY-5D21"})
    void c24AnswersEveryWrongKeyAlike(String key) throws Exception {
        String initialize = McpWire.initialize("2025-11-25");
        HttpResponse<String> missing = new McpWire(endpoint).send(initialize);
        HttpResponse<String> wrong = new McpWire(endpoint).with("x-api-key", key).send(initialize);

        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(missing.statusCode());
        assertThat(wrong.headers().firstValue("www-authenticate")).hasValue("ApiKey header=\"x-api-key\"");
        assertThat(wrong.body()).isEqualTo(missing.body())
                .isEqualTo("{\"error\":\"unauthorized\","
                        + "\"error_description\":\"Send a valid key in the header 'x-api-key', once.\"}");
    }

    @Test
    void c13RefusesAKeyThatIsThereTwice() throws Exception {
        int port = endpoint.getPort();
        String headers = "Host: localhost:" + port + "\nx-api-key: " + KEY;

        assertThat(RawHttp.statusOf(port, "/echo/mcp", headers)).isEqualTo(405);
        assertThat(RawHttp.statusOf(port, "/echo/mcp", headers + "\nX-Api-Key: " + KEY)).isEqualTo(401);
    }

    @Test
    void c20RefusesTheSessionOfAnotherKey() throws Exception {
        McpWire alice = new McpWire(endpoint).with("x-api-key", KEY).initialized();
        String ping = McpWire.request("1", "ping", "{}");

        assertThat(alice.send(ping).statusCode()).isEqualTo(200);
        assertThat(alice.with("x-api-key", "fake-key-77aa").send(ping).statusCode()).isEqualTo(404);
    }

    /** CVE-2026-63128: nothing is kept of who has not shown a key, or has not said a valid {@code initialize}. */
    @Test
    void c19KeepsNothingOfRequestsThatItRefuses() throws Exception {
        McpWire nobody = new McpWire(endpoint);
        McpWire alice = nobody.with("x-api-key", KEY);
        String initialize = McpWire.initialize("2025-11-25");
        List<Sending> refused = List.of(() -> nobody.send(initialize),
                () -> nobody.with("x-api-key", "wrong").send(initialize), () -> alice.send("{"),
                () -> alice.send(McpWire.request("1", "initialize", "{}")),
                () -> alice.send(McpWire.request("1", "tools/list", "{}")),
                () -> alice.with("Mcp-Session-Id", "made-up").send(McpWire.request("1", "ping", "{}")));
        flood(refused, 200);
        long before = heldBytes();

        flood(refused, FLOOD);

        assertThat(heldBytes() - before).isLessThan(128L * FLOOD * refused.size());
    }

    /** Sends a request that is to be refused. */
    private interface Sending {
        HttpResponse<String> send() throws Exception;
    }

    private static void flood(List<Sending> requests, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            for (Sending request : requests) {
                assertThat(request.send().headers().firstValue("mcp-session-id")).isEmpty();
            }
        }
    }

    /** Returns what is left of the heap after a collection; the least of three, as others in this process allocate, too. */
    private static long heldBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    @Test
    void refusesToStartWithoutAKey() {
        assertThatThrownBy(() -> ApiKeyAuthenticator.of("x-api-key", Map.of("alice", " ")))
                .hasMessage("A key is missing or blank. Give at least one key, none of them blank.");
    }
}
