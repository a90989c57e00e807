package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.ServerInfo;

/** Stands for a server that is started as a command, which this version reads but does not run: it fails with that reason. */
record UnopenableSession(String server) implements McpSession {
    @Override
    public ServerInfo open(Call call) {
        throw failure();
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        throw failure();
    }

    private ConnectionException failure() {
        return new ConnectionException.NotUsable(server, "Server '" + server + "' is started by a command (stdio), "
                + "which this version does not run.", "Use its HTTP address, or remove the entry.");
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
