package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MCP 2026-07-28, Subscriptions, and MCP 2025-11-25, Transports, listening for messages, over real HTTP. */
class StreamsTest {
    private static final String ALL = "{\"notifications\":{\"toolsListChanged\":true,\"promptsListChanged\":true,"
            + "\"resourceSubscriptions\":[\"note://1\"]}}";

    private final Offerings offerings = Offerings.changing()
            .tools(List.of())
            .resources(List.of(new Resource("note://1", "note", "A note.", "text/plain",
                    call -> Outcome.done(List.of(new ResourceContents.Text(call.uri(), "text/plain", "one"))))),
                    List.of());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Authenticator byHeader = exchange -> new Caller(Caller.Kind.API_KEY,
                exchange.header("x-user").orElse("alice"), "test", Set.of());
        McpEndpointBuilder builder = McpEndpoint.builder(new ServerInfo("test", "Test", "1"), byHeader, offerings)
                .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .maxStreamsPerCaller(2);
        McpEndpoint endpoint = builder.build();
        McpEndpoint brief = builder.streamLifetime(Duration.ZERO).build();
        server = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/mcp", endpoint).with("/brief", brief));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Listener listen(String user, String params) throws Exception {
        return Listener.stateless(server.origin().resolve("/mcp"), user, params);
    }

    /** The acknowledgement comes first and names what will be told; the server has no prompts. */
    @Test
    void tellsWhatItWillTellAndThenTellsIt() throws Exception {
        try (Listener listener = listen("alice", ALL)) {
            JsonNode acknowledged = listener.next();
            offerings.tools(List.of());
            offerings.resourceUpdated("note://2");
            offerings.resourceUpdated("note://1");

            assertThat(acknowledged).isEqualTo(McpWire.json(
                    """
                    {"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"notifications":
                     {"toolsListChanged":true,"resourceSubscriptions":["note://1"]},
                     "_meta":{"io.modelcontextprotocol/subscriptionId":1}}}"""));
            assertThat(listener.next().path("method").textValue()).isEqualTo("notifications/tools/list_changed");
            assertThat(listener.next()).isEqualTo(
                    McpWire.json("""
                                 {"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"note://1",
                                  "_meta":{"io.modelcontextprotocol/subscriptionId":1}}}"""));
        }
    }

    /** The server must not send what the client has not asked for. */
    @Test
    void tellsNothingThatWasNotAskedFor() throws Exception {
        try (Listener listener = listen("alice", "{\"notifications\":{\"resourcesListChanged\":true}}")) {
            listener.next();
            offerings.tools(List.of());
            offerings.resourceUpdated("note://1");
            offerings.resources(List.of(), List.of());

            assertThat(listener.next().path("method").textValue()).isEqualTo("notifications/resources/list_changed");
        }
    }

    /** RFC 6585, section 4: one user's streams leave room for those of others, in either era. */
    @Test
    void boundsTheStreamsOfOneUserButNotOfOthers() throws Exception {
        try (Listener first = listen("alice", ALL);
                Listener second = listen("alice", ALL);
                Listener third = listen("alice", ALL);
                Listener other = listen("bob", ALL);
                Listener session = Listener.session(server.origin().resolve("/mcp"), "alice")) {
            assertThat(List.of(first.status(), second.status(), third.status(), other.status(), session.status()))
                    .containsExactly(200, 200, 429, 200, 429);
        }
    }

    @Test
    void forgetsStreamsWhoseClientIsGone() throws Exception {
        try (Listener listener = listen("alice", ALL)) {
            listener.next();
            assertThat(offerings.hub().size()).isEqualTo(1);
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (offerings.hub().size() > 0) {
                offerings.resourceUpdated("note://1");
                Thread.onSpinWait();
            }
        });
        try (Listener first = listen("alice", ALL); Listener second = listen("alice", ALL)) {
            assertThat(List.of(first.status(), second.status())).containsExactly(200, 200);
        }
    }

    /** A stream must not outlive the credential for long: it ends in good order, and the client listens again. */
    @Test
    void endsAStreamWhoseTimeIsOver() throws Exception {
        try (Listener listener = Listener.stateless(server.origin().resolve("/brief"), "alice", ALL)) {
            listener.next();

            assertThat(listener.next().path("result").path("resultType").textValue()).isEqualTo("complete");
        }
    }

    /**
     * Resources, subscriptions, in a session: the GET stream tells what was subscribed to; a second one takes its place, since the
     * server cannot know that the client has lost the first.
     */
    @Test
    void tellsASessionWhatItSubscribedTo() throws Exception {
        McpWire wire = new McpWire(server.origin().resolve("/mcp")).initialized();
        try (Listener lost = Listener.of(wire.headers(), server.origin().resolve("/mcp"));
                Listener listener = Listener.of(wire.headers(), server.origin().resolve("/mcp"))) {
            assertThat(listener.status()).isEqualTo(200);
            assertThat(lost.ended()).isTrue();
            offerings.resourceUpdated("note://1");
            wire.ask("resources/subscribe", "{\"uri\":\"note://1\"}");
            offerings.resourceUpdated("note://1");
            wire.ask("resources/unsubscribe", "{\"uri\":\"note://1\"}");
            offerings.resourceUpdated("note://1");
            offerings.tools(List.of());

            assertThat(listener.next().path("method").textValue()).isEqualTo("notifications/resources/updated");
            assertThat(listener.next().path("method").textValue()).isEqualTo("notifications/tools/list_changed");
            assertThat(wire.send("DELETE", "").statusCode()).isEqualTo(204);
            assertThat(listener.ended()).isTrue();
        }
    }
}
