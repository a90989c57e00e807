package dev.lanyard.server.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks the revisions of MCP that begin with {@code initialize} and go on in a session, 2025-03-26 to 2025-11-25. */
final class SessionEra {
    static final String SESSION_HEADER = "Mcp-Session-Id";
    static final String VERSION_HEADER = "MCP-Protocol-Version";

    private final ServerInfo info;
    private final String instructions;
    private final ToolRegistry tools;
    private final ToolRunner runner;
    private final RunningCalls running;
    private final SessionSeal seal;
    private final EndedSessions ended = new EndedSessions();

    SessionEra(ServerInfo info, String instructions, ToolRegistry tools, CallLimit limit, SessionSeal seal) {
        this.info = info;
        this.instructions = instructions;
        this.tools = tools;
        this.running = new RunningCalls();
        this.runner = new ToolRunner(tools, limit, running);
        this.seal = seal;
    }

    /** Answers one message. */
    void answer(HttpExchange exchange, Caller caller, JsonRpcMessage message) throws IOException {
        switch (message) {
            case JsonRpcMessage.Request request -> {
                try {
                    answer(exchange, caller, request);
                } catch (JsonRpcError error) {
                    exchange.respondJson(200, request.answer(error));
                }
            }
            case JsonRpcMessage.Notification notification -> {
                Session session = session(exchange, caller);
                if (notification.method().equals("notifications/cancelled")) {
                    running.cancel(session, notification.params().path("requestId"));
                }
                exchange.respond(202, Map.of(), new byte[0]);
            }
            case JsonRpcMessage.Response response -> {
                session(exchange, caller);
                throw new HttpRefusal(400, "invalid_request", "This server asked nothing that " + response.id()
                        + " would answer.");
            }
        }
    }

    /** Transports, session management: a client that is done deletes its session; the running calls end with it. */
    void end(HttpExchange exchange, Caller caller) throws IOException {
        Session session = session(exchange, caller);
        ended.add(session);
        running.cancelAll(session);
        exchange.respond(204, Map.of(), new byte[0]);
    }

    private void answer(HttpExchange exchange, Caller caller, JsonRpcMessage.Request request) throws IOException {
        if (request.method().equals("initialize")) {
            initialize(exchange, caller, request);
            return;
        }
        Session session = session(exchange, caller);
        switch (request.method()) {
            case "ping" -> exchange.respondJson(200, request.answer(StrictJson.object()));
            case "tools/list" ->
                exchange.respondJson(200, request.answer(tools.list(cursor(request.params().get("cursor")))));
            case "tools/call" -> runner.run(exchange, caller, session, request);
            default -> throw JsonRpcError.unknownMethod(request.method());
        }
    }

    /** Lifecycle, initialization. */
    private void initialize(HttpExchange exchange, Caller caller, JsonRpcMessage.Request request) throws IOException {
        JsonNode asked = request.params().path("protocolVersion");
        if (!asked.isTextual()) {
            throw JsonRpcError.invalidParams("'protocolVersion' must be a string.");
        }
        ProtocolVersion version = ProtocolVersion.negotiate(asked.textValue());
        ObjectNode result = StrictJson.object().put("protocolVersion", version.wire());
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo")
                .put("name", info.name())
                .put("title", info.title())
                .put("version", info.version());
        result.put("instructions", instructions);
        exchange.addHeader(SESSION_HEADER, seal.open(caller, version));
        exchange.respondJson(200, request.answer(result));
    }

    /** Transports: no session id is 400, one that is not valid here, any more or for this caller is 404. */
    private Session session(HttpExchange exchange, Caller caller) {
        String id = exchange.header(SESSION_HEADER)
                .orElseThrow(() -> new HttpRefusal(400, "session_required",
                        "Send initialize first, then its " + SESSION_HEADER + " with every request."));
        Session session = seal.check(id, caller)
                .filter(valid -> !ended.contains(valid))
                .orElseThrow(
                        () -> new HttpRefusal(404, "session_not_found", "The session has ended. Initialize again."));
        exchange.header(VERSION_HEADER)
                .filter(version -> !version.equals(session.version().wire()))
                .ifPresent(version -> {
                    throw new HttpRefusal(400, "unsupported_protocol_version",
                            "This session speaks " + session.version().wire()
                                    + "; this server supports " + ProtocolVersion.supported() + ".");
                });
        return session;
    }

    private static @Nullable String cursor(@Nullable JsonNode cursor) {
        if (cursor == null || cursor.isTextual()) {
            return cursor == null ? null : cursor.textValue();
        }
        throw JsonRpcError.invalidParams("'cursor' must be a string.");
    }
}
