package dev.lanyard.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ConnectionFactory;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.connection.ToolReply;
import dev.lanyard.event.AgentListener;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.ClientInfo;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Builds what the promises are measured with. */
final class Peer {
    static final Duration PATIENT = Duration.ofSeconds(20);

    private Peer() {}

    static ConnectionFactory factory(AgentListener listener) {
        return ConnectionFactory.builder(new ClientInfo("lanyard-soak", "1"), Clock.systemUTC())
                .listener(listener)
                .build();
    }

    static ServerConfig.Http config(String name, URI url) {
        return new ServerConfig.Http(name, url, Map.of(), Map.of(), new AuthConfig.None(), true);
    }

    static ServerConnection connection(URI url) {
        return factory(AgentListener.none()).connection(config("soak", url));
    }

    /** Returns a server with the tools {@code a} and, idempotent, {@code b}, which both answer {@code ok}. */
    static FakeServer fake() throws IOException {
        return FakeServer.start()
                .result("tools/list",
                        """
                        {"tools":[{"name":"a","inputSchema":{"type":"object"}},
                         {"name":"b","inputSchema":{"type":"object"},"annotations":{"idempotentHint":true}}]}""")
                .result("ping", "{}")
                .result("tools/call", "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}");
    }

    static ToolReply call(ServerConnection connection, String tool, Duration timeout) {
        return call(connection, tool, json(), timeout);
    }

    static ToolReply call(ServerConnection connection, String tool, ObjectNode arguments, Duration timeout) {
        return connection.call(tool, arguments, Call.within(timeout));
    }

    static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}
