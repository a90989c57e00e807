package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of MCP 2026-07-28, Base protocol, Streamable HTTP and Multi round-trip requests, over real HTTP. */
class StatelessEraTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final TestTools tools = new TestTools();
    private HttpServer server;
    private StatelessWire wire;
    private McpWire raw;

    @BeforeEach
    void start() throws IOException {
        Authenticator byHeader = exchange -> new Caller(Caller.Kind.API_KEY,
                exchange.header("x-user").orElse("alice"), "test", Set.of());
        Offerings offerings = Offerings.fixed().logging().tools(TestTools.asking(tools.all(), tools.endless()));
        McpEndpoint endpoint = McpEndpoint.builder(new ServerInfo("test", "Test", "1"), byHeader, offerings).build();
        server = HttpServer.start(HttpOptions.onPort(0), origin -> Routes.none().with("/mcp", endpoint));
        wire = new StatelessWire(server.origin().resolve("/mcp"));
        raw = new McpWire(server.origin().resolve("/mcp")).with("MCP-Protocol-Version", "2026-07-28");
    }

    @AfterEach
    void stop() {
        tools.release.countDown();
        server.close();
    }

    /** Discovery: what initialize says in a session; nobody gets a session. */
    @Test
    void saysWhatItIsWithoutASession() throws Exception {
        HttpResponse<String> answer = wire.send("server/discover", "{}");

        assertThat(answer.headers().firstValue("mcp-session-id")).isEmpty();
        assertThat(McpWire.json(answer.body()).path("result")).isEqualTo(McpWire
                .json("""
                      {"supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2025-03-26"],"capabilities":{"tools":{},"logging":{}},"instructions":"",
                       "resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":
                       {"name":"test","title":"Test","version":"1"}},"ttlMs":60000,"cacheScope":"private"}"""));
    }

    /** Versioning: the revision in _meta decides, else the header; a client of sessions goes on as it did. */
    @Test
    void leavesClientsOfSessionsAlone() throws Exception {
        McpWire session = new McpWire(server.origin().resolve("/mcp")).initialized();

        assertThat(session.call("say", "{\"text\":\"hi\"}").path("structuredContent").path("said").textValue())
                .isEqualTo("hi");
        assertThat(wire.ask("tools/call", "{\"name\":\"say\",\"arguments\":{\"text\":\"hi\"}}")
                .path("result")
                .path("structuredContent")
                .path("said")
                .textValue()).isEqualTo("hi");
    }

    /** Tools, structured content (SEP-2106): any JSON value; for a client of sessions it is text, for it takes objects only. */
    @Test
    void aResultMayBeAnyJsonValue() throws Exception {
        McpWire session = new McpWire(server.origin().resolve("/mcp")).initialized();
        String call = "{\"name\":\"list\",\"arguments\":{}}";

        JsonNode now = wire.ask("tools/call", call).path("result");
        JsonNode then = session.ask("tools/call", call).path("result");
        assertThat(now.path("structuredContent")).isEqualTo(McpWire.json("[1,2]"));
        assertThat(then.has("structuredContent")).isFalse();
        assertThat(then.at("/content/0/text").textValue()).isEqualTo("[1,2]")
                .isEqualTo(now.at("/content/0/text").textValue());
        assertThat(listed(wire.ask("tools/list", "{}"), "list").at("/outputSchema/type").textValue())
                .isEqualTo("array");
        assertThat(listed(session.ask("tools/list", "{}"), "list").has("outputSchema")).isFalse();
        assertThat(listed(session.ask("tools/list", "{}"), "say").has("outputSchema")).isTrue();
    }

    private static JsonNode listed(JsonNode answer, String tool) {
        return answer.at("/result/tools")
                .valueStream()
                .filter(one -> one.path("name").asText().equals(tool))
                .findFirst()
                .orElseThrow();
    }

    /** C22. Streamable HTTP, header validation: -32020 and 400 if a header is missing or says something else. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2026-07-28|tools/list|-|-32020|prompts/list",
            "2026-07-28|-|-|-32020|tools/list",
            "2026-07-28|TOOLS/LIST|-|-32020|tools/list", "-|tools/list|-|-32020|tools/list",
            "2025-11-25|tools/list|-|-32020|tools/list", "2026-07-28|tools/call|-|-32020|tools/call",
            "2026-07-28|tools/call|crash|-32020|tools/call", "2026-07-28|tools/call|SAY|-32020|tools/call",
            "2026-07-28|tools/call|=?base64?c2F5?=|0|tools/call",
            "2026-07-28|tools/call|=?base64?c2F?=|-32020|tools/call",
            "2026-07-28|tools/call|say|0|tools/call", "2026-07-28|tools/list|-|0|tools/list"})
    void c22RequiresHeadersToSayWhatTheBodySays(String version, String method, String name, int code, String inBody)
            throws Exception {
        McpWire client = new McpWire(server.origin().resolve("/mcp"));
        client = version.equals("-") ? client : client.with("MCP-Protocol-Version", version);
        client = method.equals("-") ? client : client.with("Mcp-Method", method);
        client = name.equals("-") ? client : client.with("Mcp-Name", name);
        HttpResponse<String> answer = client
                .send(McpWire.request("1", inBody, "{\"name\":\"say\",\"arguments\":{\"text\":\"a\"}," + META + "}"));

        assertThat(McpWire.json(answer.body()).path("error").path("code").intValue()).isEqualTo(code);
        assertThat(answer.statusCode()).isEqualTo(code == 0 ? 200 : 400);
    }

    /** Streamable HTTP, custom headers: what a gateway reads is what the tool gets. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"region\":\"eu\",\"size\":1}|eu|1.0|0", "{\"region\":\"eu\"}|eu|-|0",
            "{\"region\":\"eu\"}|us|-|-32020", "{\"region\":\"eu\"}|-|-|-32020", "{}|eu|-|-32020",
            "{\"region\":null}|-|-|0", "{\"region\":\"eu\",\"size\":1}|eu|2|-32020",
            "{\"region\":\"eu\",\"size\":1}|eu|one|-32020", "{\"region\":\"ü\"}|=?base64?w7w=?=|-|0",
            "{\"region\":\"ü\"}|=?base64?w7w?=|-|-32020", "{\"region\":\"ü\"}|=?base64?/w==?=|-|-32020"})
    void c22RequiresParameterHeadersToSayWhatTheArgumentsSay(String arguments, String region, String size, int code)
            throws Exception {
        StatelessWire client = wire;
        client = region.equals("-") ? client : client.with("Mcp-Param-Region", region);
        client = size.equals("-") ? client : client.with("Mcp-Param-Size", size);
        JsonNode answer = client.ask("tools/call", "{\"name\":\"route\",\"arguments\":" + arguments + "}");

        assertThat(answer.path("error").path("code").intValue()).isEqualTo(code);
    }

    /** Base protocol, _meta: without what must be there -32602 and 400, with the id of the request. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|-32602", "{\"_meta\":{}}|-32602",
            "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}|-32602",
            "{\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}}|-32602",
            "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                    + "\"io.modelcontextprotocol/clientCapabilities\":{},\"io.modelcontextprotocol/logLevel\":1}}|-32602"})
    void requiresTheMetadataOfEveryRequest(String params, int code) throws Exception {
        HttpResponse<String> answer = raw.with("Mcp-Method", "tools/list")
                .send(McpWire.request("7", "tools/list", params));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(McpWire.json(answer.body()).path("error").path("code").intValue()).isEqualTo(code);
        assertThat(McpWire.json(answer.body()).path("id").intValue()).isEqualTo(7);
    }

    /** Versioning: those of sessions too, though a request must not name one in _meta. */
    @ParameterizedTest
    @ValueSource(strings = {"2099-01-01", "2025-11-25"})
    void namesTheVersionsThatItSupports(String version) throws Exception {
        HttpResponse<String> answer = raw.with("MCP-Protocol-Version", version)
                .with("Mcp-Method", "tools/list")
                .send(McpWire.request("1", "tools/list", "{" + META.replace("2026-07-28", version) + "}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(McpWire.json(answer.body()).path("error"))
                .isEqualTo(
                        McpWire.json("""
                                     {"code":-32022,
                                      "message":"This server supports 2026-07-28, 2025-11-25, 2025-06-18, 2025-03-26.",
                                      "data":{"requested":"%s",
                                      "supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26"]}}"""
                                .formatted(version)));
    }

    /** Streamable HTTP: what is not offered is 404 and -32601; that includes what only sessions have. */
    @ParameterizedTest
    @CsvSource({"initialize", "ping", "logging/setLevel", "resources/subscribe", "prompts/list", "resources/read",
            "completion/complete", "subscriptions/listen", "unknown/method"})
    void answers404ToMethodsItDoesNotOffer(String method) throws Exception {
        HttpResponse<String> answer = wire.send(method, "{}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(McpWire.json(answer.body()).path("error").path("code").intValue()).isEqualTo(-32601);
    }

    /** Capabilities: what the client did not declare is not asked of it. */
    @Test
    void refusesToAskWhatTheClientDoesNotOffer() throws Exception {
        HttpResponse<String> answer = wire.send("tools/call", "{\"name\":\"pay\",\"arguments\":{\"to\":\"bob\"}}",
                "{}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(McpWire.json(answer.body()).path("error"))
                .isEqualTo(McpWire.json("""
                                        {"code":-32021,"message":"The client must declare {\\"elicitation\\":{}}.",
                                         "data":{"requiredCapabilities":{"elicitation":{}}}}"""));
    }

    @Test
    void asksAndGoesOnWithTheAnswer() throws Exception {
        JsonNode asked = wire.ask("tools/call", "{\"name\":\"pay\",\"arguments\":{\"to\":\"bob\"}}").path("result");
        JsonNode paid = wire.ask("tools/call",
                retry("bob", asked, "{\"action\":\"accept\",\"content\":{\"ok\":true}}"));

        assertThat(asked.path("resultType").textValue()).isEqualTo("input_required");
        assertThat(asked.path("inputRequests").path("sure").path("method").textValue()).isEqualTo("elicitation/create");
        assertThat(paid.path("result").path("content").path(0).path("text").textValue()).isEqualTo("accept: bob");
        assertThat(paid.path("result").path("resultType").textValue()).isEqualTo("complete");
    }

    /**
     * The state of a round is good for the same user and the same arguments only; what was agreed to is what happens.
     */
    @Test
    void refusesStateOfAnotherUserOrOtherArguments() throws Exception {
        String accept = "{\"action\":\"accept\",\"content\":{\"ok\":true}}";
        JsonNode asked = wire.ask("tools/call", "{\"name\":\"pay\",\"arguments\":{\"to\":\"bob\"}}").path("result");

        for (JsonNode refused : List.of(wire.with("x-user", "mallory").ask("tools/call", retry("bob", asked, accept)),
                wire.ask("tools/call", retry("mallory", asked, accept)),
                wire.ask("tools/call",
                        retry("bob", asked, accept).replace("\"requestState\":\"", "\"requestState\":\"A")))) {
            assertThat(refused.path("error").path("code").intValue()).isEqualTo(-32602);
        }
    }

    /** Multi round-trip requests: answers are checked against what was asked. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1", "{}", "{\"action\":\"maybe\"}", "{\"action\":\"accept\"}",
            "{\"action\":\"accept\",\"content\":{}}", "{\"action\":\"accept\",\"content\":{\"ok\":\"yes\"}}"})
    void refusesAnswersThatAreNone(String response) throws Exception {
        JsonNode asked = wire.ask("tools/call", "{\"name\":\"pay\",\"arguments\":{\"to\":\"bob\"}}").path("result");

        assertThat(wire.ask("tools/call", retry("bob", asked, response)).path("error").path("code").intValue())
                .isEqualTo(-32602);
    }

    private static String retry(String to, JsonNode asked, String response) {
        return "{\"name\":\"pay\",\"arguments\":{\"to\":\"" + to + "\"},\"requestState\":" + asked.path("requestState")
                + ",\"inputResponses\":{\"sure\":" + response + "}}";
    }

    /** Logging: a request that does not ask for messages gets none. */
    @Test
    void logsOnlyToRequestsThatAskForIt() throws Exception {
        String call = "{\"name\":\"chat\",\"_meta\":{\"io.modelcontextprotocol/logLevel\":\"%s\"}}";

        assertThat(wire.send("tools/call", "{\"name\":\"chat\"}").headers().firstValue("content-type"))
                .hasValue("application/json");
        assertThat(wire.send("tools/call", call.formatted("error")).headers().firstValue("content-type"))
                .hasValue("application/json");
        assertThat(wire.send("tools/call", call.formatted("info")).body()).contains("notifications/message", "hello");
    }

    /** Streamable HTTP: a server of this era sends no requests, so nothing can answer one. */
    @Test
    void acceptsNotificationsAndRefusesResponses() throws Exception {
        assertThat(raw.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}")
                .statusCode()).isEqualTo(202);
        assertThat(raw.send("{\"jsonrpc\":\"2.0\",\"id\":\"ask-1\",\"result\":{}}").statusCode()).isEqualTo(400);
    }

    /** Streamable HTTP, cancellation: the client closes the connection; a tool that says nothing is cancelled as well. */
    @Test
    void cancelsASilentCallWhoseClientIsGone() throws Exception {
        Map<String, String> headers = new HashMap<>(raw.headers());
        headers.put("Mcp-Method", "tools/call");
        headers.put("Mcp-Name", "wait");
        HttpRequest.Builder request = HttpRequest.newBuilder(server.origin().resolve("/mcp"))
                .POST(HttpRequest.BodyPublishers
                        .ofString(McpWire.request("1", "tools/call", "{\"name\":\"wait\"," + META + "}")));
        headers.forEach(request::header);
        HttpClient client = HttpClient.newHttpClient();
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request.build(), BodyHandlers.ofString());
        assertThat(tools.started.await(20, TimeUnit.SECONDS)).isTrue();
        client.shutdownNow();

        assertThat(tools.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).isCompletedExceptionally();
    }

    /** Streamable HTTP, cancellation: a tool that goes on talking is cancelled when it next says something. */
    @Test
    void cancelsACallWhoseClientIsGone() throws Exception {
        Map<String, String> headers = new HashMap<>(raw.headers());
        headers.put("Mcp-Method", "tools/call");
        headers.put("Mcp-Name", "endless");
        String call = McpWire.request("1", "tools/call",
                "{\"name\":\"endless\"," + META.replace(":{\"io.", ":{\"progressToken\":1,\"io.") + "}");
        try (Listener listener = Listener.posting(headers, server.origin().resolve("/mcp"), call)) {
            listener.next();
        }

        assertThat(tools.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
