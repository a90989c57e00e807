package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.header;
import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.credential.Challenge;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is presented, to whom, and what is made of a refusal. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CredentialOnTheWireTest {
    private static final String CANARY = "canary-77b1";

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start().result("tools/list", "{}");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static Credential token(String value) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new Credential.AccessToken(Secret.of(value), now, now.plus(Duration.ofHours(1)));
    }

    /** Gives the first token until it is refused, then the second. */
    private static final class Renewing implements RequestAuthorizer {
        private final AtomicInteger challenges = new AtomicInteger();

        @Override
        public Credential credential() {
            return token("token-" + challenges.get());
        }

        @Override
        public boolean challenged(Challenge challenge, Credential refused) {
            challenges.incrementAndGet();
            return true;
        }
    }

    @Test
    void a29aRefusedRequestIsRetriedOnceWithTheNewCredential() {
        Renewing authorizer = new Renewing();
        server.before((request, exchange) -> {
            if (request.header("Authorization").equals("Bearer token-0")) {
                exchange.status(401, "WWW-Authenticate: Bearer error=\"invalid_token\"");
            }
        });
        McpSession session = TestSessions.with(server.url(), authorizer, Limits.STANDARD);

        session.open(patient());

        assertThat(server.received("server/discover")).extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer token-0", "Bearer token-1");
        assertThat(server.received("server/discover")).extracting(FakeServer.Received::body)
                .containsOnly(server.received("server/discover").getFirst().body());
        assertThat(authorizer.challenges).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"401, 1", "403, 2"})
    void a29aServerThatRefusesForEverIsAskedAFewTimes(int status, int retries) {
        Renewing authorizer = new Renewing();
        server.before((request, exchange) -> exchange.status(status,
                "WWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"the \\\"audience\\\" is wrong.\""));

        TransportException.Refused failure = catchThrowableOfType(TransportException.Refused.class,
                () -> TestSessions.with(server.url(), authorizer, Limits.STANDARD).open(patient()));

        assertThat(failure).hasMessage("Server 'test' refused the credential (" + status
                + "): the \"audience\" is wrong. Check the credential that the configuration names for it.");
        assertThat(failure.challenge().error()).contains("invalid_token");
        assertThat(server.received()).hasSize(1 + retries);
        assertThat(authorizer.challenges).hasValue(retries);
    }

    @Test
    void a29a401ThenA403IsStillBounded() {
        AtomicInteger count = new AtomicInteger();
        server.before((request, exchange) -> exchange.status(count.getAndIncrement() % 2 == 0 ? 401 : 403));

        assertThatThrownBy(() -> TestSessions.with(server.url(), new Renewing(), Limits.STANDARD).open(patient()))
                .isInstanceOf(TransportException.Refused.class);
        assertThat(server.received()).hasSize(3);
    }

    @Test
    void aKeyThatCannotBeRenewedIsNotTriedAgain() {
        server.before((request, exchange) -> exchange.status(401));

        assertThatThrownBy(() -> TestSessions.with(server.url(), header("X-Api-Key", CANARY)).open(patient()))
                .isInstanceOf(TransportException.Refused.class)
                .hasMessage("Server 'test' refused the credential (401). "
                        + "Check the credential that the configuration names for it.");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void presentsSeveralCredentialsAtOnceOnEveryRequest() {
        Credential all = new Credential.All(List.of(token("t"), header("x-functions-key", "k"),
                new Credential.Keys(Map.of(), Map.of("api key", Secret.of("a&b=ć/+")))));
        McpSession session = TestSessions.with(server.url(), all);
        session.request("tools/list", params(), patient());
        session.close();

        assertThat(server.received()).hasSize(5).allSatisfy(request -> {
            assertThat(request.header("Authorization")).isEqualTo("Bearer t");
            assertThat(request.header("x-functions-key")).isEqualTo("k");
            assertThat(request.target()).isEqualTo("/mcp?api+key=a%26b%3D%C4%87%2F%2B");
        });
    }

    @Test
    void a33eachKeyIsSeenOnlyAtItsOwnOrigin() throws Exception {
        List<FakeServer> servers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            servers.add(FakeServer.start().result("tools/list", "{}"));
        }
        // One factory, and so one HTTP client, for all; each server misbehaves in its own way.
        HttpSessionFactory factory = TestSessions.factory(Limits.STANDARD);
        for (int i = 0; i < 5; i++) {
            String next = servers.get((i + 1) % 5).url().toString();
            int status = List.of(200, 302, 307, 308, 401).get(i);
            servers.get(i).on("tools/list", (request, exchange) -> {
                if (status == 200) {
                    exchange.result("{}");
                } else {
                    exchange.status(status, "Location: " + next,
                            "WWW-Authenticate: Bearer resource_metadata=\"" + next + "\"", "Set-Cookie: a=b; Path=/",
                            "Refresh: 0; url=" + next, "Alt-Svc: h2=\"" + next + "\"");
                }
            });
        }
        List<Throwable> failures = Parallel.run(5, index -> {
            Credential own = new Credential.All(List.of(header("X-Api-Key", "canary-header-" + index),
                    new Credential.Keys(Map.of(), Map.of("key", Secret.of("canary-query-" + index)))));
            McpSession session = factory.session("s" + index, servers.get(index).url(), TestSessions.fixed(own),
                    (method, news) -> {}, Map.of());
            for (int i = 0; i < 3; i++) {
                var unused = catchThrowable(() -> session.request("tools/list", params(), patient()));
            }
            session.close();
        });

        assertThat(failures).isEmpty();
        for (int owner = 0; owner < 5; owner++) {
            for (int seen = 0; seen < 5; seen++) {
                String everything = servers.get(seen).received().toString();
                if (owner == seen) {
                    assertThat(everything).contains("canary-header-" + owner, "canary-query-" + owner);
                } else {
                    assertThat(everything).doesNotContain("canary-header-" + owner, "canary-query-" + owner);
                }
                assertThat(everything).doesNotContain("cookie=");
            }
            servers.get(owner).close();
        }
    }

    /** W3C Trace Context and Baggage: there is no tracing yet, so that a server is told nothing but what the call is. */
    @Test
    void e10sendsNoBaggageNoTraceAndNothingElseThatWasNotAskedFor() {
        McpSession session = TestSessions.with(server.url(), header("X-Api-Key", CANARY));
        var unused = session.request("tools/list", params(), patient());
        session.close();

        assertThat(server.received()).isNotEmpty()
                .allSatisfy(request -> assertThat(request.headers().keySet()).isSubsetOf("accept", "content-length",
                        "content-type", "host", "mcp-method", "mcp-protocol-version", "mcp-session-id", "user-agent",
                        "x-api-key"))
                .allSatisfy(request -> assertThat(request.json().at("/params/_meta").toString())
                        .doesNotContainIgnoringCase("baggage")
                        .doesNotContainIgnoringCase("trace"));
    }

    @Test
    void a32aQueryKeyStandsInNoTextOfOurs() throws Exception {
        Credential key = new Credential.Keys(Map.of(), Map.of("tavilyApiKey", Secret.of(CANARY)));
        server.on("tools/list", (request, exchange) -> exchange.status(500));
        McpSession session = TestSessions.with(server.url(), key);
        Throwable refused = catchThrowable(() -> session.request("tools/list", params(), patient()));
        Throwable late = catchThrowable(
                () -> session.request("tools/list", params(), Call.within(Duration.ofNanos(1))));
        server.close();
        Throwable gone = catchThrowable(() -> session.request("tools/list", params(), patient()));

        for (Throwable failure : List.of(refused, late, gone)) {
            assertThat(trace(failure)).doesNotContain(CANARY).doesNotContain("tavilyApiKey");
        }
        assertThat(key.toString()).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Key", "Host", "Content-Length", "Bad Name", "Connection"})
    void a32aKeyThatFitsIntoNoHeaderIsNotShown(String name) {
        String value = name.equals("X-Key") ? CANARY + "ключ" : CANARY;

        Throwable failure = catchThrowable(
                () -> TestSessions.with(server.url(), header(name, value)).open(patient()));

        assertThat(failure).isInstanceOf(CredentialException.Unavailable.class)
                .hasMessage("The credential of server 'test' does not fit into an HTTP header. "
                        + "Check the header's name, and that its value holds only printable ASCII characters.");
        assertThat(trace(failure)).doesNotContain(CANARY);
        assertThat(server.received()).isEmpty();
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
