package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.ServerInfo;
import java.util.Set;

/**
 * Is a caller's session with a server whose tools the application lists with a token of its own. Nothing but what is named here
 * is ever asked with that token: a call goes out with the caller's credential or not at all.
 *
 * @param lister the application's session, which all callers share
 * @param caller the caller's own session, opened when it is first needed
 * @param last whether the application's session is closed with this one
 */
record ListedSession(McpSession lister, McpSession caller, boolean last) implements McpSession {
    private static final Set<String> OF_LISTER = Set.of("tools/list", "ping");

    @Override
    public ServerInfo open(Call call) {
        return lister.open(call);
    }

    @Override
    public JsonNode request(String method, ObjectNode params, Call call) {
        return (OF_LISTER.contains(method) ? lister : caller).request(method, params, call);
    }

    @Override
    public void close() {
        caller.close();
        if (last) {
            lister.close();
        }
    }
}
