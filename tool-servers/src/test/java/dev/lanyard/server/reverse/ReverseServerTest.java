package dev.lanyard.server.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.auth.JwtAuthenticator;
import dev.lanyard.server.auth.JwtRules;
import dev.lanyard.server.auth.KeySet;
import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.auth.TestIssuer;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.protocol.McpWire;
import dev.lanyard.server.protocol.SdkClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReverseServerTest {
    private final CountDownLatch paused = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicBoolean stuck = new AtomicBoolean();
    private TestIssuer issuer;
    private HttpServer server;
    private URI endpoint;
    private McpWire wire;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        server = HttpServer.start(HttpOptions.onPort(0), origin -> {
            ProtectedResourceMetadata metadata = new ProtectedResourceMetadata(origin.resolve("/reverse/mcp"),
                    List.of(TestIssuer.ISSUER), List.of("execute"));
            JwtAuthenticator authenticator = new JwtAuthenticator(
                    JwtRules.of(TestIssuer.ISSUER, TestIssuer.AUDIENCE, "execute"), metadata,
                    KeySet.at(origin.resolve("/keys")), TestIssuer.CLOCK);
            return metadata.routes()
                    .with("/keys", issuer)
                    .with("/reverse/mcp", ReverseServer.endpoint(authenticator, this::pause, new Random(1)));
        });
        endpoint = server.origin().resolve("/reverse/mcp");
        wire = new McpWire(endpoint).with("Authorization", "Bearer " + issuer.token(claims -> claims));
    }

    private void pause() throws InterruptedException {
        paused.countDown();
        if (stuck.get()) {
            never.await();
        }
    }

    @AfterEach
    void stop() {
        never.countDown();
        server.close();
    }

    @Test
    void reportsFiveStepsToTheSdksClient() throws Exception {
        BlockingQueue<ProgressNotification> progress = new LinkedBlockingQueue<>();
        try (McpSyncClient client = SdkClient.open(endpoint, "Authorization",
                "Bearer " + issuer.token(claims -> claims), progress::add)) {
            client.initialize();
            CallToolResult result = client.callTool(CallToolRequest.builder("reverse_tool")
                    .arguments(Map.of("query", "hello"))
                    .progressToken("p-1")
                    .build());

            assertThat(result.structuredContent()).isEqualTo(Map.of("reversed_query", "olleh"));
        }
        // The SDK hands notifications to its consumer on several threads; McpEndpointTest checks the order on the wire.
        List<ProgressNotification> received = new ArrayList<>();
        for (int step = 1; step <= 5; step++) {
            received.add(progress.poll(10, TimeUnit.SECONDS));
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 5)
                .mapToObj(step -> ProgressNotification.builder("p-1", step)
                        .total(5.0)
                        .message("Step " + step + " of 5")
                        .build())
                .toList());
        assertThat(progress).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"hello,olleh", "'',''", "añ😀b,b😀ña", "a,a"})
    void reversesCharactersEvenOutsideTheBasicPlane(String query, String reversed) throws Exception {
        JsonNode result = wire.initialized().call("reverse_tool", "{\"query\":\"" + query + "\"}");

        assertThat(result.path("structuredContent").path("reversed_query").textValue()).isEqualTo(reversed);
    }

    /** MCP 2025-11-25, Cancellation. */
    @Test
    void stopsInTheMiddleWhenCancelled() throws Exception {
        stuck.set(true);
        McpWire session = wire.initialized();
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return session.send(McpWire.request("9", "tools/call",
                        "{\"name\":\"reverse_tool\",\"arguments\":{\"query\":\"x\"}}"));
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        paused.await();
        session.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":9}}");

        assertThat(answer.get().body()).isEmpty();
    }

    @Test
    void randomNumbersFillTheRangeAndStayInIt() throws Exception {
        McpWire session = wire.initialized();
        List<Integer> numbers = IntStream.range(0, 60).mapToObj(i -> random(session, 3, 5)).toList();

        assertThat(numbers).contains(3, 4, 5).allMatch(number -> number >= 3 && number <= 5);
        assertThat(random(session, 7, 7)).isEqualTo(7);
    }

    private static int random(McpWire session, int min, int max) {
        try {
            return session.call("random_number_tool", "{\"min\":" + min + ",\"max\":" + max + "}")
                    .path("structuredContent")
                    .path("random_number")
                    .intValue();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"min\":5,\"max\":3}|The argument 'min' (5) is larger than 'max' (3). Swap them.",
            "{\"min\":5}|The argument 'max' is missing.",
            "{\"min\":\"5\",\"max\":6}|The argument 'min' is wrong: string found, integer expected."})
    void explainsWrongRanges(String arguments, String text) throws Exception {
        JsonNode result = wire.initialized().call("random_number_tool", arguments);

        assertThat(result.path("isError").booleanValue()).isTrue();
        assertThat(result.path("content").path(0).path("text").textValue()).isEqualTo(text);
    }

    @Test
    void c11AndC20CheckTheTokenOfEveryRequest() throws Exception {
        String ping = McpWire.request("1", "ping", "{}");
        McpWire session = wire.initialized();
        String weak = issuer.token(claims -> claims.claim("scp", "read"));
        String bob = issuer.token(claims -> claims.subject("bob"));
        String renewed = issuer.token(claims -> claims.jwtID("renewed"));

        assertThat(session.without("Authorization").send(ping).statusCode()).isEqualTo(401);
        assertThat(session.with("Authorization", "Bearer " + weak).send(ping).statusCode()).isEqualTo(403);
        assertThat(session.with("Authorization", "Bearer " + bob).send(ping).statusCode()).isEqualTo(404);
        assertThat(session.with("Authorization", "Bearer " + renewed).send(ping).statusCode()).isEqualTo(200);
    }
}
