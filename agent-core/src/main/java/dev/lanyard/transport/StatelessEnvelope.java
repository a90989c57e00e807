package dev.lanyard.transport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Adds to each request of the stateless era what a session would have agreed on (MCP 2026-07-28, Base Protocol, _meta). */
record StatelessEnvelope(ObjectNode self, ObjectNode capabilities, AtomicReference<String> level) {
    /** The revision that needs no session. */
    static final String REVISION = "2026-07-28";

    private static final String PREFIX = "io.modelcontextprotocol/";
    private static final Map<String, String> NAMED_BY = Map.of("tools/call", "name", "prompts/get", "name",
            "resources/read", "uri");

    StatelessEnvelope(ClientInfo client, ObjectNode capabilities) {
        this(JsonNodeFactory.instance.objectNode().put("name", client.name()).put("version", client.version()),
                capabilities, new AtomicReference<>(""));
    }

    /** Has each request from now on ask for messages of a level, none if it is empty. */
    void logLevel(String wanted) {
        level.set(wanted);
    }

    /** Returns the parameters with {@code _meta}; the id of the request is the token of its progress. */
    ObjectNode enveloped(long id, ObjectNode params, Call call) {
        ObjectNode enveloped = JsonNodeFactory.instance.objectNode();
        enveloped.setAll(params);
        // Only what is added to must not be the caller's.
        ObjectNode meta = params.path("_meta") instanceof ObjectNode own ? own.deepCopy() : enveloped.objectNode();
        enveloped.set("_meta", meta);
        meta.put(PREFIX + "protocolVersion", REVISION);
        meta.set(PREFIX + "clientInfo", self);
        meta.set(PREFIX + "clientCapabilities", capabilities);
        if (!level.get().isEmpty()) {
            meta.put(PREFIX + "logLevel", level.get());
        }
        if (call.wantsProgress()) {
            meta.put("progressToken", id);
        }
        return enveloped;
    }

    /** Returns what intermediaries may read (MCP 2026-07-28, Transports, Standard Request Headers). */
    Map<String, String> headers(String method, ObjectNode params) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", REVISION);
        headers.put("Mcp-Method", method);
        String member = NAMED_BY.get(method);
        if (member != null && params.path(member).isTextual()) {
            headers.put("Mcp-Name", HeaderText.encode(params.path(member).textValue()));
        }
        return headers;
    }
}
