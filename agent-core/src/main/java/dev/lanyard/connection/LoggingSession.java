package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.LogLevel;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.ServerInfo;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server that logs to do so from a level on, each time it is connected to and before anything else, so that what the first
 * call has it log is heard (MCP 2025-11-25, Logging; in 2026-07-28 a server logs nothing that it is not asked for). A server that
 * refuses is used without.
 *
 * @param session the session with the server
 * @param level the least grave that is wanted
 */
record LoggingSession(McpSession session, LogLevel level) implements McpSession {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingSession.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Override
    public ServerInfo open(Call call) {
        ServerInfo info = session.open(call);
        if (info.capabilities().has("logging")) {
            ask();
        }
        return info;
    }

    private void ask() {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("level", level.label());
        try {
            var unused = session.request("logging/setLevel", params, Call.within(PATIENCE));
        } catch (AgentException e) {
            LOG.debug("A server does not log as it was asked to: {}", e.getMessage());
        }
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        return session.request(method, params, call);
    }

    @Override
    public void close() {
        session.close();
    }
}
