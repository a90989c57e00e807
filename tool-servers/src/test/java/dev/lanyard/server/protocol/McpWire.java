package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A client that says exactly what a test wants, right or wrong. The headers are those of a well-behaved client until
 * changed.
 */
public final class McpWire {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI endpoint;
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** Creates a client without a session. */
    public McpWire(URI endpoint) {
        this.endpoint = endpoint;
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
    }

    /** Returns a client with the same headers but for this one. */
    public McpWire with(String name, String value) {
        McpWire copy = without(name);
        copy.headers.put(name, value);
        return copy;
    }

    /** Returns a client with the same headers but without this one. */
    public McpWire without(String name) {
        McpWire copy = new McpWire(endpoint);
        copy.headers.clear();
        copy.headers.putAll(headers);
        copy.headers.remove(name);
        return copy;
    }

    /** Returns the headers. */
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    /** Initializes and returns a client in the session. */
    public McpWire initialized() throws Exception {
        HttpResponse<String> answer = send(initialize("2025-11-25"));
        return with("Mcp-Session-Id", answer.headers().firstValue("Mcp-Session-Id").orElseThrow())
                .with("MCP-Protocol-Version", "2025-11-25");
    }

    /** Posts a body. */
    public HttpResponse<String> send(String body) throws IOException, InterruptedException {
        return send("POST", body);
    }

    /** Sends a body by a method. */
    public HttpResponse<String> send(String method, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** Posts a request with id 1 and returns the JSON of the answer. */
    public JsonNode ask(String method, String params) throws Exception {
        return json(send(request("1", method, params)).body());
    }

    /** Calls a tool and returns the result. */
    public JsonNode call(String tool, String arguments) throws Exception {
        return ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}").path("result");
    }

    /** Returns the JSON of a request. */
    public static String request(String id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    /** Returns the JSON of an initialize request. */
    public static String initialize(String version) {
        return request("0", "initialize", "{\"protocolVersion\":\"" + version
                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
    }

    /** Reads JSON. */
    public static JsonNode json(String text) throws Exception {
        return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
