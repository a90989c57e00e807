package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2025-11-25, Elicitation, URL mode (SEP-1036), and what 2026-07-28 made of it, over real HTTP. */
class UrlElicitationTest {
    private static final String VISIT = "{\"name\":\"visit\",\"arguments\":{}}";
    private static final String BOTH = "{\"elicitation\":{\"form\":{},\"url\":{}}}";

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Authenticator alice = exchange -> new Caller(Caller.Kind.API_KEY, "alice", "test", Set.of());
        McpEndpoint endpoint = McpEndpoint.builder(new ServerInfo("test", "Test", "1"), alice,
                Offerings.fixed().tools(List.of(TestTools.visiting()))).build();
        server = HttpServer.start(HttpOptions.onPort(0), origin -> Routes.none().with("/mcp", endpoint));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI endpoint() {
        return server.origin().resolve("/mcp");
    }

    private McpWire session(String capabilities) throws Exception {
        McpWire wire = new McpWire(endpoint());
        String initialize = McpWire.initialize("2025-11-25")
                .replace("\"capabilities\":{}",
                        "\"capabilities\":" + capabilities);
        return wire.with("Mcp-Session-Id",
                wire.send(initialize).headers().firstValue("Mcp-Session-Id").orElseThrow());
    }

    private static String text(JsonNode answer) {
        return answer.path("result").path("content").path(0).path("text").asText();
    }

    @Test
    void asksInASessionAndTellsWhenItIsDone() throws Exception {
        McpWire session = session(BOTH);
        try (Listener call = Listener.posting(session.headers(), endpoint(),
                McpWire.request("5", "tools/call", VISIT))) {
            JsonNode question = call.next();
            String id = question.path("params").path("elicitationId").asText();

            assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
            assertThat(question.path("params")).isEqualTo(McpWire.json("{\"mode\":\"url\",\"elicitationId\":\"" + id
                    + "\",\"message\":\"Connect your files.\",\"url\":\"https://files.example/connect?of=" + id
                    + "\"}"));
            session.send("{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id")
                    + ",\"result\":{\"action\":\"accept\"}}");
            assertThat(call.next()).isEqualTo(McpWire.json("{\"jsonrpc\":\"2.0\",\"method\":"
                    + "\"notifications/elicitation/complete\",\"params\":{\"elicitationId\":\"" + id + "\"}}"));
            assertThat(text(call.next())).isEqualTo("accept");
        }
    }

    /** Capabilities: an empty object stands for forms alone. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"elicitation\":{}}", "{\"elicitation\":{\"form\":{}}}"})
    void tellsAClientThatCannotBeAskedWhereItsUserHasToGo(String capabilities) throws Exception {
        JsonNode error = session(capabilities).ask("tools/call", VISIT).path("error");
        JsonNode elicitation = error.path("data").path("elicitations").path(0);

        assertThat(error.path("code").intValue()).isEqualTo(-32042);
        assertThat(error.path("data").path("elicitations")).hasSize(1);
        assertThat(elicitation.path("mode").asText()).isEqualTo("url");
        assertThat(elicitation.path("url").asText())
                .isEqualTo("https://files.example/connect?of=" + elicitation.path("elicitationId").asText());
    }

    /** 2026-07-28 has neither ids of elicitations nor a message that one is done; the sealed state does that work. */
    @Test
    void asksWithoutASessionByAnInputRequiredResult() throws Exception {
        StatelessWire wire = new StatelessWire(endpoint());
        JsonNode asked = McpWire.json(wire.send("tools/call", VISIT, BOTH).body()).path("result");
        JsonNode params = asked.path("inputRequests").path("connect").path("params");
        String again = VISIT.replace("}}", "},\"requestState\":" + asked.path("requestState")
                + ",\"inputResponses\":{\"connect\":{\"action\":\"decline\"}}}");

        assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
        assertThat(params).isEqualTo(McpWire.json("{\"mode\":\"url\",\"message\":\"Connect your files.\",\"url\":"
                + params.path("url") + "}"));
        assertThat(text(McpWire.json(wire.send("tools/call", again, BOTH).body()))).isEqualTo("decline");
        assertThat(wire.send("tools/call", again.replace("decline", "accept"), BOTH).body())
                .doesNotContain("notifications/");
    }

    @Test
    void namesTheModeThatAClientWithoutSessionMustDeclare() throws Exception {
        JsonNode error = McpWire.json(new StatelessWire(endpoint()).send("tools/call", VISIT, "{\"elicitation\":{}}")
                .body()).path("error");

        assertThat(error.path("code").intValue()).isEqualTo(-32021);
        assertThat(error.path("data")).isEqualTo(
                McpWire.json("{\"requiredCapabilities\":{\"elicitation\":{\"url\":{}}}}"));
    }

    @Test
    void theJavaSdkIsAskedAndHearsThatItIsDone() throws Exception {
        BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        try (McpSyncClient client = McpClient
                .sync(HttpClientStreamableHttpTransport.builder(endpoint().resolve("/").toString())
                        .endpoint(endpoint().getPath())
                        .openConnectionOnStartup(false)
                        .build())
                .capabilities(McpSchema.ClientCapabilities.builder().elicitation(false, true).build())
                .urlElicitation(request -> {
                    asked.add(request.elicitationId());
                    return McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.ACCEPT).build();
                })
                .elicitationCompleteConsumer(complete -> done.add(complete.elicitationId()))
                .build()) {
            client.initialize();
            McpSchema.CallToolResult result = client
                    .callTool(McpSchema.CallToolRequest.builder("visit").build());

            assertThat(result.content()).isEqualTo(List.of(McpSchema.TextContent.builder("accept").build()));
            assertThat(done.poll(20, TimeUnit.SECONDS)).isNotNull().isEqualTo(asked.poll());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://files.example/", "javascript:alert(1)", "file:///etc/passwd", "https:///x",
            "https://user:pw@files.example/", "http://localhost.example/", "/here"})
    void asksForNoAddressThatIsNotSafe(String url) {
        assertThatThrownBy(() -> new Ask.Url("key", "id", "Go.", URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://files.example/", "http://localhost:8000/x", "http://127.0.0.1/",
            "http://[::1]:1/"})
    void asksForAddressesThatAreSafe(String url) {
        assertThat(new Ask.Url("key", "id", "Go.", URI.create(url)).params().path("url").asText()).isEqualTo(url);
    }
}
