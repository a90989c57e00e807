package dev.lanyard.server.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEndpointTest {
    private static final String KEY = "model-key-canary";
    private static final String TOOLS = """
                                        "tools":[{"type":"function","function":{"name":"reverse_tool","parameters":{"type":"object",
                                        "properties":{"query":{"type":"string"}},"required":["query"]}}},
                                        {"type":"function","function":{"name":"secure_echo","parameters":{"type":"object",
                                        "properties":{"message":{"type":"string"}},"required":["message"]}}}]""";
    private static HttpServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
        server = HttpServer.start(HttpOptions.onPort(0),
                origin -> new ModelEndpoint(KEY, clock).routes("/model/v1"));
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void asksForSeveralToolsInOneAnswer() throws Exception {
        JsonNode body = json(post("{\"model\":\"gpt-x\",\"messages\":[" + user("reverse hello and echo world") + "],"
                + TOOLS + "}"));

        JsonNode choice = body.get("choices").get(0);
        assertThat(body.get("object").textValue()).isEqualTo("chat.completion");
        assertThat(body.get("model").textValue()).isEqualTo("scripted");
        assertThat(body.get("created").longValue()).isEqualTo(1_795_176_000L);
        assertThat(choice.get("finish_reason").textValue()).isEqualTo("tool_calls");
        assertThat(choice.get("message").get("content").isNull()).isTrue();
        JsonNode calls = choice.get("message").get("tool_calls");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).get("function").get("name").textValue()).isEqualTo("reverse_tool");
        assertThat(calls.get(0).get("function").get("arguments").textValue()).isEqualTo("{\"query\":\"hello\"}");
        assertThat(calls.get(1).get("function").get("arguments").textValue()).isEqualTo("{\"message\":\"world\"}");
        assertThat(calls.get(0).get("id")).isNotEqualTo(calls.get(1).get("id"));
        JsonNode usage = body.get("usage");
        assertThat(usage.get("prompt_tokens").intValue()).isGreaterThan(50);
        assertThat(usage.get("total_tokens").intValue()).isEqualTo(
                usage.get("prompt_tokens").intValue() + usage.get("completion_tokens").intValue());
    }

    @Test
    void answersFromTheResultsAfterTheLatestUserMessageOnly() throws Exception {
        JsonNode body = json(post("{\"messages\":[{\"role\":\"system\",\"content\":\"s\"}," + user("reverse old")
                + "," + result("c1", "reverse_tool", "dlo") + "," + user("reverse hello and echo world") + ","
                + result("c2", "reverse_tool", "{\\\"reversed_query\\\":\\\"olleh\\\"}") + ","
                + result("c3", "secure_echo", "Echo: world") + "]," + TOOLS + "}"));

        JsonNode choice = body.get("choices").get(0);
        assertThat(choice.get("finish_reason").textValue()).isEqualTo("stop");
        assertThat(choice.get("message").get("content").textValue())
                .isEqualTo("reverse_tool: olleh\nsecure_echo: Echo: world");
    }

    @Test
    void streamsWordsInPieces() throws Exception {
        List<JsonNode> chunks = stream(
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[" + user("hi") + "]}");

        StringBuilder content = new StringBuilder();
        chunks.forEach(chunk -> content.append(chunk.at("/choices/0/delta/content").asText("")));
        assertThat(content).hasToString(ScriptedModel.INTRODUCTION);
        assertThat(chunks).hasSizeGreaterThan(5)
                .allSatisfy(chunk -> assertThat(chunk.get("object").textValue()).isEqualTo("chat.completion.chunk"));
        assertThat(chunks.getFirst().at("/choices/0/delta/role").textValue()).isEqualTo("assistant");
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").textValue()).isEqualTo("stop");
        assertThat(chunks.getLast().get("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/total_tokens").intValue()).isPositive();
    }

    @Test
    void streamsToolCallsByIndex() throws Exception {
        List<JsonNode> chunks = stream("{\"stream\":true,\"messages\":[" + user("reverse hello and echo world") + "],"
                + TOOLS + "}");

        StringBuilder[] arguments = {new StringBuilder(), new StringBuilder()};
        List<String> names = new ArrayList<>();
        for (JsonNode chunk : chunks) {
            for (JsonNode call : chunk.at("/choices/0/delta/tool_calls")) {
                arguments[call.get("index").intValue()].append(call.at("/function/arguments").textValue());
                if (call.has("id")) {
                    names.add(call.at("/function/name").textValue());
                }
            }
        }
        assertThat(names).containsExactly("reverse_tool", "secure_echo");
        assertThat(arguments[0]).hasToString("{\"query\":\"hello\"}");
        assertThat(arguments[1]).hasToString("{\"message\":\"world\"}");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").textValue()).isEqualTo("tool_calls");
        assertThat(chunks).noneMatch(chunk -> chunk.has("usage"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "Basic model-key-canary", "model-key-canary"})
    void refusesOtherKeysInOpenAisShape(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/models"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"error\":{\"message\":\"Incorrect API key provided. Send the key of"
                + " this playground's model.\",\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"invalid_api_key\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"messages\":[]}", "{\"messages\":[{\"role\":\"system\"}]}"})
    void refusesWhatIsNoConversation(String body) throws Exception {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/type").textValue()).isEqualTo("invalid_request_error");
    }

    @Test
    void listsItself() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri("/models")).header("Authorization", "Bearer " + KEY).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(json(response).at("/data/0/id").textValue()).isEqualTo("scripted");
    }

    private static List<JsonNode> stream(String body) throws Exception {
        HttpResponse<String> response = post(body);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        List<String> events = response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
        assertThat(events.getLast()).isEqualTo("[DONE]");
        List<JsonNode> chunks = new ArrayList<>();
        for (String event : events.subList(0, events.size() - 1)) {
            chunks.add(StrictJson.read(event.getBytes(StandardCharsets.UTF_8)));
        }
        return chunks;
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri("/chat/completions"))
                        .header("Authorization", "Bearer " + KEY)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(server.origin() + "/model/v1" + path);
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return StrictJson.read(response.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String user(String content) {
        return "{\"role\":\"user\",\"content\":\"" + content + "\"}";
    }

    private static String result(String id, String tool, String content) {
        return "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{"
                + "\"name\":\"" + tool + "\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"" + id
                + "\",\"content\":\"" + content + "\"}";
    }
}
