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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listening streams take a waiting virtual thread each, and leave room for calls. */
class ManyStreamsIT {
    private static final int STREAMS = 2_000;
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    @Test
    void twoThousandStreamsLeaveRoomForCalls() throws Exception {
        Offerings offerings = Offerings.changing().tools(new TestTools().all());
        McpEndpoint endpoint = McpEndpoint
                .builder(new ServerInfo("test", "Test", "1"), exchange -> Caller.anonymous(), offerings)
                .maxStreamsPerCaller(STREAMS)
                .build();
        HttpClient client = HttpClient.newHttpClient();
        try (HttpServer server = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/mcp", endpoint))) {
            URI uri = server.origin().resolve("/mcp");
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
                for (int opened = 0; opened < STREAMS; opened += 500) {
                    List<CompletableFuture<HttpResponse<InputStream>>> streams = IntStream.range(0, 500)
                            .mapToObj(stream -> client.sendAsync(listen(uri), BodyHandlers.ofInputStream()))
                            .toList();
                    for (CompletableFuture<HttpResponse<InputStream>> stream : streams) {
                        assertThat(stream.get().statusCode()).isEqualTo(200);
                    }
                }
                assertThat(offerings.hub().size()).isEqualTo(STREAMS);
                for (int call = 0; call < 200; call++) {
                    assertThat(new StatelessWire(uri)
                            .ask("tools/call", "{\"name\":\"say\",\"arguments\":{\"text\":\"a\"}}")
                            .path("result")
                            .path("structuredContent")
                            .path("said")
                            .textValue()).isEqualTo("a");
                }
            });
        } finally {
            client.shutdownNow();
        }
    }

    private static HttpRequest listen(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "subscriptions/listen")
                .POST(BodyPublishers.ofString(McpWire.request("1", "subscriptions/listen",
                        "{\"notifications\":{\"toolsListChanged\":true}," + META + "}")))
                .build();
    }
}
