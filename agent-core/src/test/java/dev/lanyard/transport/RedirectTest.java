package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.header;
import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret never crosses from the endpoint's origin to another (RFC 9110, section 15.4; SECURITY A30, A31). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedirectTest {
    private static final String CANARY = "canary-3f9a";

    private FakeServer server;
    private FakeServer other;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start().result("tools/list", "{}");
        other = FakeServer.start().result("tools/list", "{}");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        other.close();
    }

    private void redirect(int status, String location) {
        server.before((request, exchange) -> {
            if (request.target().startsWith("/mcp")) {
                exchange.status(status, "Location: " + location);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void isFollowedWithinTheOriginWithBodyAndCredential(int status) throws Exception {
        redirect(status, "/elsewhere");
        McpSession session = TestSessions.with(server.url(), header("X-Api-Key", CANARY));

        session.request("tools/list", params().put("cursor", "c"), patient());

        var list = server.await(request -> request.target().equals("/elsewhere")
                && request.rpc().equals("tools/list"));
        assertThat(list.header("X-Api-Key")).isEqualTo(CANARY);
        assertThat(list.json().at("/params/cursor").asText()).isEqualTo("c");
        assertThat(list.method()).isEqualTo("POST");
    }

    /** 307 is for this one time: the next request begins at the configured address (RFC 9110, section 15.4.8). */
    @Test
    void isResolvedAgainstTheAddressThatAnsweredHoweverManyAskAtOnce() throws Exception {
        McpSession session = TestSessions.with(server.url().resolve("/mcp/"), header("X-Api-Key", CANARY));
        server.before((request, exchange) -> {
            if (request.target().equals("/mcp/")) {
                exchange.status(307, "Location: v2/x");
            }
        });
        session.open(patient());

        assertThat(Parallel.run(16, index -> session.request("tools/list", params(), patient()))).isEmpty();
        assertThat(server.received()).extracting(FakeServer.Received::target).containsOnly("/mcp/", "/mcp/v2/x");
    }

    /** 308 is for good (RFC 9110, section 15.4.9). */
    @Test
    void isRememberedIfPermanent() {
        redirect(308, "/elsewhere");
        McpSession session = TestSessions.with(server.url(), header("X-Api-Key", CANARY));
        session.open(patient());
        session.request("tools/list", params(), patient());

        assertThat(server.received()).filteredOn(request -> request.target().equals("/mcp")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void a30isNotFollowedToAnotherPort(int status) {
        redirect(status, other.url().toString());

        refusesAndSendsNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:PORT/mcp", "http://127.0.0.2:PORT/mcp", "https://127.0.0.1:SAME/mcp",
            "//localhost:PORT/mcp", "http://user@127.0.0.1:SAME/mcp", "http://127.0.0.1:SAME@localhost:PORT/",
            "file:///",
            "http:///mcp", "javascript:alert(1)", "http://[", ""})
    void a30isNotFollowedToAnotherHostOrScheme(String location) {
        redirect(307, location.replace("PORT", String.valueOf(other.url().getPort()))
                .replace("SAME", String.valueOf(server.url().getPort())));

        refusesAndSendsNothing();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 300, 304, 305})
    void a30isNotFollowedWhereTheMethodMayChange(int status) {
        redirect(status, other.url().toString());

        refusesAndSendsNothing();
        redirect(status, "/elsewhere");
        refusesAndSendsNothing();
        assertThat(server.received()).noneMatch(request -> request.target().equals("/elsewhere"));
    }

    /** The stream of news, its resumption and the end of a session are requests like any other. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a30neitherGetNorDeleteIsFollowedToAnotherOrigin(int status) throws Exception {
        server.before((request, exchange) -> {
            if (!request.method().equals("POST")) {
                exchange.status(status, "Location: " + other.url());
            }
        });
        Credential all = new Credential.Keys(
                Map.of("Authorization", Secret.of("Bearer " + CANARY), "x-functions-key", Secret.of(CANARY)),
                Map.of("key", Secret.of(CANARY)));
        // Who can be asked listens (MCP 2025-11-25, Transports, Listening for Messages).
        McpSession session = TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(all), (method, params) -> {},
                        Map.of("roots/list", params -> params));
        session.open(patient());

        assertThat(server.await("GET").header("x-functions-key")).isEqualTo(CANARY);
        session.close();
        assertThat(server.await("DELETE").header("x-functions-key")).isEqualTo(CANARY);
        assertThat(other.received()).isEmpty();
    }

    @Test
    void a30nothingGoesToTheOtherOriginInTheMiddleOfASession() {
        McpSession session = TestSessions.with(server.url(), header("X-Api-Key", CANARY));
        session.open(patient());
        redirect(308, other.url().toString());

        assertThatThrownBy(() -> session.request("tools/list", params(), patient()))
                .isInstanceOf(TransportException.HttpFailed.class);
        session.close();
        assertThat(other.received()).isEmpty();
    }

    private void refusesAndSendsNothing() {
        Credential all = new Credential.All(List.of(header("X-Api-Key", CANARY),
                new Credential.Keys(Map.of("Authorization", Secret.of("Bearer " + CANARY)),
                        Map.of("key", Secret.of(CANARY)))));
        assertThatThrownBy(() -> TestSessions.with(server.url(), all).open(patient()))
                .isInstanceOf(TransportException.HttpFailed.class)
                .message()
                .doesNotContain(CANARY)
                .startsWith("Server 'test' answered HTTP ");
        assertThat(other.received()).isEmpty();
    }

    @Test
    void aLoopEnds() {
        redirect(307, "/mcp");

        assertThatThrownBy(() -> TestSessions.anonymous(server).open(patient()))
                .isInstanceOf(TransportException.HttpFailed.class)
                .hasMessage("Server 'test' answered HTTP 307 more than 3 times. "
                        + "Check that the address is that of an MCP endpoint.");
        assertThat(server.received()).hasSize(4);
    }

    /** Servers that enforce a trailing slash or https echo the whole query, key and all. */
    @Test
    void a32aKeyThatTheServerEchoesInLocationIsNotShown() {
        redirect(308, "https://mcp.example.com/mcp/?key=" + CANARY + "#" + CANARY);

        assertThatThrownBy(() -> TestSessions
                .with(server.url(), new Credential.Keys(Map.of(), Map.of("key", Secret.of(CANARY))))
                .open(patient())).hasMessage("Server 'test' answered HTTP 308 and redirects to another origin, which "
                        + "is not followed: https://mcp.example.com. Check that the address is that of an MCP endpoint.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1/mcp", "http://mcp.example.com/mcp", "http://localhost.example.com/mcp",
            "http://127.0.0.1.example.com/mcp", "http://10.0.0.1/mcp"})
    void a31aSecretNeverTravelsInTheClearBeyondThisMachine(String address) {
        McpSession session = TestSessions.with(java.net.URI.create(address), header("X-Api-Key", CANARY));

        assertThatThrownBy(() -> session.open(patient())).hasMessage("Server 'test' is at an http address, where its "
                + "credential could be read on the way. Use its https address.");
    }
}
