package dev.lanyard.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.Limits;
import dev.lanyard.transport.TestSessions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds connections for tests. */
public final class TestConnections {
    private TestConnections() {}

    /** Returns a connection without credential. */
    public static ServerConnection anonymous(String name, FakeServer server) {
        return with(name, server, CredentialProvider.of(CredentialKind.NONE, request -> new Credential.None()),
                AgentListener.none());
    }

    /** Returns a connection that presents what the provider gives. */
    public static ServerConnection with(String name, FakeServer server, CredentialProvider provider,
            AgentListener listener) {
        return with(name, server, provider, listener, Duration.ofSeconds(20));
    }

    /** Returns a connection that opens within the given time. */
    public static ServerConnection with(String name, FakeServer server, CredentialProvider provider,
            AgentListener listener, Duration openTimeout) {
        return with(name, server.url(), provider, listener, openTimeout, Clock.systemUTC());
    }

    /** Returns a connection without credential whose breaker goes by the given clock. */
    public static ServerConnection anonymous(String name, URI url, AgentListener listener, Clock clock) {
        return with(name, url, CredentialProvider.of(CredentialKind.NONE, request -> new Credential.None()), listener,
                Duration.ofSeconds(20), clock);
    }

    private static ServerConnection with(String name, URI url, CredentialProvider provider, AgentListener listener,
            Duration openTimeout, Clock clock) {
        var authorizer = new ProviderAuthorizer(name, url, null, provider, listener);
        var session = TestSessions.factory(Limits.STANDARD)
                .session(name, url, authorizer, (method, params) -> {}, Map.of());
        return new ServerConnection(name, provider, session, openTimeout, listener,
                ConnectionUse.owned(), new Breaker(clock));
    }

    /** Returns the result of {@code tools/list} with the given tools. */
    public static String list(String... tools) {
        return "{\"tools\":[" + String.join(",", tools) + "]}";
    }

    /** Returns tools of the simplest sort as they stand in a list. */
    public static String simple(String... names) {
        return List.of(names)
                .stream()
                .map(name -> "{\"name\":\"" + name + "\",\"description\":\"does " + name
                        + "\",\"inputSchema\":{\"type\":\"object\"}}")
                .collect(Collectors.joining(","));
    }

    /** Returns a tool that no server has listed. */
    public static ServerTool tool(String name, String description, boolean readOnly) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        JsonNode annotations = JsonNodeFactory.instance.objectNode().put("readOnlyHint", readOnly);
        return new ServerTool(name, description, schema, annotations);
    }
}
