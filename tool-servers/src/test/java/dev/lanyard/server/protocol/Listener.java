package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/** A client that reads a stream event by event, on a connection of its own. */
final class Listener implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;
    private String lastId = "";

    private Listener(HttpRequest request) throws IOException, InterruptedException {
        this.response = client.send(request, BodyHandlers.ofLines());
        this.lines = response.body().iterator();
    }

    static Listener stateless(URI endpoint, String user, String params) throws Exception {
        String meta = "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}},";
        return new Listener(HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "subscriptions/listen")
                .header("x-user", user)
                .POST(BodyPublishers
                        .ofString(McpWire.request("1", "subscriptions/listen", meta + params.substring(1))))
                .build());
    }

    static Listener session(URI endpoint, String user) throws Exception {
        return of(new McpWire(endpoint).with("x-user", user).initialized().headers(), endpoint);
    }

    static Listener of(Map<String, String> headers, URI endpoint) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).GET();
        headers.forEach(request::header);
        return new Listener(request.build());
    }

    /** Posts a request and reads its answer as a stream. */
    static Listener posting(Map<String, String> headers, URI endpoint, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return new Listener(request.build());
    }

    int status() {
        return response.statusCode();
    }

    /** Waits for the next message. */
    JsonNode next() throws Exception {
        while (lines.hasNext()) {
            String line = lines.next();
            lastId = line.startsWith("id: ") ? line.substring("id: ".length()) : lastId;
            if (line.startsWith("data: ") && !line.equals("data: ")) {
                return McpWire.json(line.substring("data: ".length()));
            }
        }
        throw new AssertionError("The stream has ended.");
    }

    /** Returns the id of the last event read, empty if none had one. */
    String lastId() {
        return lastId;
    }

    /** Waits for the end and returns whether nothing was said before. */
    boolean ended() {
        boolean silent = true;
        while (lines.hasNext()) {
            String line = lines.next();
            silent &= !line.startsWith("data: ") || line.equals("data: ");
        }
        return silent;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
