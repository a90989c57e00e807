package dev.lanyard.server.playground;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Speaks just enough MCP 2025-11-25 to call a tool: initialize, then tools/call in the session. */
record RawMcp(HttpClient client, URI endpoint, Map<String, String> credential) {
    JsonNode call(String tool, String arguments) throws Exception {
        HttpResponse<String> opened = open();
        String session = opened.headers().firstValue("Mcp-Session-Id").orElse("");
        HttpResponse<String> answer = post(
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\""
                        + tool + "\",\"arguments\":" + arguments + "}}",
                Map.of("Mcp-Session-Id", session));
        String json = answer.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> line.substring(6))
                .filter(line -> line.contains("\"id\":2"))
                .findFirst()
                .orElse(answer.body());
        return StrictJson.read(json.getBytes(StandardCharsets.UTF_8)).path("result");
    }

    HttpResponse<String> open() throws Exception {
        return post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                        + "\"capabilities\":{},\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}",
                Map.of());
    }

    private HttpResponse<String> post(String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        credential.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
