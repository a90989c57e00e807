package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;

/** A client of MCP 2026-07-28 that says exactly what a test wants; well-behaved until a header is changed. */
public final class StatelessWire {
    private static final String CAPABILITIES = "{\"elicitation\":{},\"sampling\":{},\"roots\":{}}";

    private final McpWire wire;

    private StatelessWire(McpWire wire) {
        this.wire = wire;
    }

    /** Creates a client. */
    public StatelessWire(URI endpoint) {
        this(new McpWire(endpoint).with("MCP-Protocol-Version", StatelessEra.VERSION));
    }

    /** Returns a client that also sends a header. */
    public StatelessWire with(String name, String value) {
        return new StatelessWire(wire.with(name, value));
    }

    /** Sends a request with the headers and the metadata that it must have, and id 1. */
    public HttpResponse<String> send(String method, String params) throws Exception {
        return send(method, params, CAPABILITIES);
    }

    HttpResponse<String> send(String method, String params, String capabilities) throws Exception {
        ObjectNode json = StrictJson.object(params);
        ObjectNode meta = json.withObject("/_meta");
        meta.put(RequestMeta.PREFIX + "protocolVersion", StatelessEra.VERSION);
        meta.set(RequestMeta.PREFIX + "clientCapabilities", StrictJson.object(capabilities));
        McpWire named = wire.with("Mcp-Method", method);
        JsonNode name = json.path(method.equals("resources/read") ? "uri" : "name");
        return Optional.ofNullable(name.textValue())
                .map(text -> named.with("Mcp-Name", text))
                .orElse(named)
                .send(McpWire.request("1", method, StrictJson.text(json)));
    }

    /** Sends a request and returns the JSON of the answer. */
    public JsonNode ask(String method, String params) throws Exception {
        return McpWire.json(send(method, params).body());
    }
}
