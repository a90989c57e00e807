package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Listening streams of both eras take a waiting virtual thread each, leave room for calls, and end with their clients. */
class ManyStreamsIT {
    private static final int USERS = 40;
    private static final int STREAMS_OF_USER = 50;
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final String SAY = "{\"name\":\"say\",\"arguments\":{\"text\":\"a\"}}";

    private final Offerings offerings = Offerings.changing().tools(new TestTools().all());

    @Test
    void twoThousandStreamsLeaveRoomForCalls() throws Exception {
        Authenticator byHeader = exchange -> new Caller(Caller.Kind.API_KEY,
                exchange.header("x-user").orElse("nobody"), "test", Set.of());
        McpEndpoint endpoint = McpEndpoint.builder(new ServerInfo("test", "Test", "1"), byHeader, offerings)
                .maxStreamsPerCaller(STREAMS_OF_USER)
                .build();
        HttpClient client = HttpClient.newHttpClient();
        try (HttpServer server = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/mcp", endpoint))) {
            URI uri = server.origin().resolve("/mcp");
            assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
                for (int user = 0; user < USERS; user++) {
                    assertThat(open(client, uri, "user-" + user)).containsOnly(200);
                }
                assertThat(offerings.hub().size()).isEqualTo(USERS * STREAMS_OF_USER);
                assertThat(client.send(subscription(uri, "user-0"), BodyHandlers.ofString()).statusCode())
                        .isEqualTo(429);
                call(uri);
                client.shutdownNow();
                while (offerings.hub().size() > 0) {
                    Thread.onSpinWait();
                }
                assertThat(new StatelessWire(uri).with("x-user", "user-0").send("tools/call", SAY).statusCode())
                        .isEqualTo(200);
            });
        } finally {
            client.shutdownNow();
        }
    }

    /** Half of them are of sessions, half of 2026-07-28. */
    private static List<Integer> open(HttpClient client, URI uri, String user) throws Exception {
        List<CompletableFuture<HttpResponse<InputStream>>> streams = new ArrayList<>();
        for (int stream = 0; stream < STREAMS_OF_USER; stream++) {
            HttpRequest request = stream % 2 == 0 ? subscription(uri, user) : get(uri, user);
            streams.add(client.sendAsync(request, BodyHandlers.ofInputStream()));
        }
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<InputStream>> stream : streams) {
            statuses.add(stream.get().statusCode());
        }
        return statuses;
    }

    private static void call(URI uri) throws Exception {
        for (int call = 0; call < 100; call++) {
            assertThat(new StatelessWire(uri).ask("tools/call", SAY).path("result").path("structuredContent"))
                    .isEqualTo(McpWire.json("{\"said\":\"a\"}"));
            assertThat(new McpWire(uri).initialized().call("say", "{\"text\":\"a\"}").path("structuredContent"))
                    .isEqualTo(McpWire.json("{\"said\":\"a\"}"));
        }
    }

    private static HttpRequest get(URI uri, String user) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
        Map<String, String> headers = new McpWire(uri).with("x-user", user).initialized().headers();
        headers.forEach(request::header);
        return request.build();
    }

    private static HttpRequest subscription(URI uri, String user) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "subscriptions/listen")
                .header("x-user", user)
                .POST(BodyPublishers.ofString(McpWire.request("1", "subscriptions/listen",
                        "{\"notifications\":{\"toolsListChanged\":true}," + META + "}")))
                .build();
    }
}
