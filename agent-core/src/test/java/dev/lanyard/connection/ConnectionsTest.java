package dev.lanyard.connection;

import static dev.lanyard.connection.TestConnections.list;
import static dev.lanyard.connection.TestConnections.simple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialKey;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.Secret;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.Parallel;
import dev.lanyard.transport.TransportException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionsTest {
    private final ConcurrentLinkedQueue<AgentEvent> events = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start().result("tools/list", list(simple("a", "b")));
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        server.close();
    }

    private static CredentialProvider none() {
        return CredentialProvider.of(CredentialKind.NONE, request -> new Credential.None());
    }

    private ServerConnection connection(CredentialProvider provider) {
        return TestConnections.with("reverse", server, provider, events::add);
    }

    @Test
    void opensOnceAndTellsOfIt() throws Exception {
        ServerConnection connection = connection(none());
        assertThat(connection.state()).isInstanceOf(ConnectionState.Idle.class);

        assertThat(Parallel.run(16, index -> connection.open())).isEmpty();

        assertThat(connection.tools()).extracting(ServerTool::name).containsExactly("a", "b");
        assertThat(events).hasSize(2);
        assertThat(events.poll()).isEqualTo(new AgentEvent.ServerConnecting("reverse"));
        assertThat(events.poll()).isInstanceOfSatisfying(AgentEvent.ServerReady.class,
                ready -> assertThat(ready.tools()).isEqualTo(2));
        assertThat(server.received("tools/list")).hasSize(1);
    }

    @Test
    void aDeadOrSilentServerCostsTheOthersNothing() throws Exception {
        try (FakeServer silent = FakeServer.start().before((request, exchange) -> over.await());
                FakeServer dead = FakeServer.start();
                FakeServer third = FakeServer.start().result("tools/list", list(simple("c")))) {
            dead.die();
            ServerConnection hung = TestConnections.with("silent", silent, none(), AgentListener.none(),
                    Duration.ofMinutes(10));
            ServerConnection gone = TestConnections.with("dead", dead, none(), events::add);
            ServerConnection good = TestConnections.anonymous("good", server);
            ServerConnection fine = TestConnections.anonymous("fine", third);
            try (Connections all = new Connections(List.of(hung, gone, good, fine))) {
                CountDownLatch returned = new CountDownLatch(1);
                Thread opener = Thread.ofVirtual().start(() -> {
                    all.openAll(Duration.ofSeconds(3));
                    returned.countDown();
                });
                good.open();
                fine.open();
                returned.await();
                opener.join();

                assertThat(hung.state()).isInstanceOf(ConnectionState.Connecting.class);
                assertThat(good.state()).isInstanceOf(ConnectionState.Ready.class);
                assertThat(fine.state()).isInstanceOf(ConnectionState.Ready.class);
                assertThat(gone.state()).isInstanceOfSatisfying(ConnectionState.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(TransportException.Unreachable.class)
                                .extracting(AgentException::remedy)
                                .isEqualTo("Check its address and that it is running."));
                assertThat(all.all()).containsExactly(hung, gone, good, fine);
                assertThat(all.find("good")).contains(good);
                assertThat(all.find("other")).isEmpty();
            }
        }
    }

    @Test
    void twoServersOfOneNameAreRefused() {
        ServerConnection one = connection(none());
        ServerConnection other = connection(none());

        assertThatThrownBy(() -> new Connections(List.of(one, other))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There are two servers of the name 'reverse'");
    }

    @Test
    void closingTwiceIsClosingOnce() {
        Connections connections = new Connections(List.of(connection(none())));
        connections.openAll(Duration.ofSeconds(20));
        connections.close();
        connections.close();

        assertThat(server.received("DELETE")).hasSize(1);
    }

    @Test
    void aConnectionThatFailedIsTriedAnew() {
        server.on("tools/list", (request, exchange) -> exchange.status(503));
        ServerConnection connection = connection(none());
        assertThatThrownBy(connection::open).isInstanceOf(TransportException.HttpFailed.class);
        assertThat(connection.state()).isInstanceOf(ConnectionState.Failed.class);
        server.result("tools/list", list(simple("a")));

        assertThat(connection.tools()).hasSize(1);
    }

    @Test
    void aProviderThatThrowsAnythingIsAFailureOfTheConnection() {
        ServerConnection connection = connection(CredentialProvider.of(CredentialKind.KEY, request -> {
            throw new IllegalStateException("vault: canary-value");
        }));

        AgentException failure = catchThrowableOfType(ConnectionException.NotUsable.class, connection::open);

        assertThat(failure).hasMessage("Server 'reverse' could not be opened: IllegalStateException in the program. "
                + "Look into the cause; it is not the server's.");
        assertThat(connection.state()).isEqualTo(new ConnectionState.Failed(failure));
        assertThat(events).hasSize(2).last().isEqualTo(new AgentEvent.ServerFailed("reverse", failure));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "NONE | Give server 'reverse' in the configuration a credential: 'headers' or 'auth'.",
            "KEY | Check the key that 'headers' or 'auth' of server 'reverse' in the configuration names.",
            "CLIENT_CREDENTIALS | Check that auth.scope of server 'reverse' in the configuration names the resource that the server serves, that the server trusts the issuer, and that their clocks agree."})
    void saysHowToMeetARefusal(CredentialKind kind, String remedy) {
        server.before((request, exchange) -> exchange.status(401,
                "WWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"wrong audience\""));

        ConnectionException.CredentialRefused failure = catchThrowableOfType(
                ConnectionException.CredentialRefused.class,
                () -> connection(CredentialProvider.of(kind, request -> new Credential.None())).open());

        assertThat(failure)
                .hasMessage("Server 'reverse' refused the credential (401): wrong audience. " + remedy);
        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure.code()).isEqualTo(ErrorCode.REFUSED);
        assertThat(events).contains(new AgentEvent.CredentialChallenged("reverse", 401, "invalid_token"));
    }

    @Test
    void namesTheScopeThatIsMissing() {
        server.on("tools/call", (request, exchange) -> exchange.status(403,
                "WWW-Authenticate: Bearer error=\"insufficient_scope\", scope=\"expenses.write\""));
        ServerConnection connection = connection(none());

        assertThatThrownBy(() -> connection.call("a", JsonNodeFactory.instance.objectNode(),
                Call.within(Duration.ofSeconds(20)))).isInstanceOf(ConnectionException.CredentialRefused.class)
                .hasMessage(
                        "Server 'reverse' refused the credential (403): insufficient_scope. Grant the role or scope "
                                + "'expenses.write' to the identity of server 'reverse' in the configuration.");
    }

    @Test
    void theScopeThatAServerNamesCannotDeceiveTheTerminal() {
        server.before((request, exchange) -> exchange.status(403,
                "WWW-Authenticate: Bearer scope=\"a\u009b31m" + "x".repeat(5000) + "\""));

        assertThatThrownBy(() -> connection(none()).open()).message()
                .doesNotContain("\u009b", "\u001b")
                .hasSizeLessThan(1000);
    }

    @Test
    void parallelRefusalsLeadToOneRenewal() throws Exception {
        AtomicInteger given = new AtomicInteger();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        CredentialProvider provider = new CredentialCache(Clock.fixed(now, java.time.ZoneOffset.UTC)).provider(
                CredentialKind.CLIENT_CREDENTIALS, CredentialKey.ofClient("i", "c", "r", List.of("s")),
                request -> new Credential.AccessToken(Secret.of("token-" + given.incrementAndGet()), now,
                        now.plusSeconds(3600)),
                events::add);
        ServerConnection connection = connection(provider);
        connection.open();
        CountDownLatch all = new CountDownLatch(32);
        server.on("tools/call", (request, exchange) -> {
            if (request.header("Authorization").equals("Bearer token-1")) {
                all.countDown();
                all.await();
                exchange.status(401, "WWW-Authenticate: Bearer error=\"invalid_token\"");
            } else {
                exchange.result("{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}");
            }
        });

        assertThat(Parallel.run(32,
                index -> assertThat(connection.call("a", JsonNodeFactory.instance.objectNode(),
                        Call.within(Duration.ofSeconds(20))).text()).isEqualTo("ok")))
                .isEmpty();
        assertThat(given).hasValue(2);
        assertThat(server.received("tools/call")).hasSize(64);
        assertThat(events.toString()).doesNotContain("token-");
    }

    @Test
    void a29aKeyThatIsRefusedIsNotSentTwice() {
        server.before((request, exchange) -> exchange.status(401));
        CredentialProvider key = CredentialProvider.of(CredentialKind.KEY,
                request -> new Credential.Keys(Map.of("X-Api-Key", Secret.of("k")), Map.of()));

        assertThatThrownBy(() -> connection(key).open())
                .isInstanceOf(ConnectionException.CredentialRefused.class);
        assertThat(server.received()).hasSize(1);
    }
}
