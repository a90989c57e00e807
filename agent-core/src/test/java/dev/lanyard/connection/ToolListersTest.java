package dev.lanyard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.ClientInfo;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application lists, users call: its token never does more than that, and no user's ever does another's. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ToolListersTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String MACHINE = "tok:machine";
    private static final Set<String> LISTING = Set.of("server/discover", "initialize", "notifications/initialized",
            "tools/list", "ping", "GET", "DELETE");

    private final ConnectionPool pool = new ConnectionPool(PoolLimits.STANDARD, Clock.systemUTC());
    private final LinkedBlockingQueue<String> signedOut = new LinkedBlockingQueue<>();
    private FakeServer server;
    private ConnectionFactory factory;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start()
                .result("tools/list", TestConnections.list(TestConnections.simple("read")))
                .result("ping", "{}")
                .on("tools/call", (request, exchange) -> exchange
                        .result("{\"content\":[{\"type\":\"text\",\"text\":\"" + token(request) + "\"}]}"));
        factory = ConnectionFactory.builder(new ClientInfo("test", "1"), Clock.systemUTC())
                .credentials(unused -> CredentialProvider.perUser(CredentialKind.ON_BEHALF_OF, (user, request) -> {
                    if (signedOut.contains(user.subject())) {
                        throw new CredentialException.Unavailable("mail", "No token.", "Sign in.", null);
                    }
                    return accessToken("tok:" + user.subject());
                }))
                .listers(unused -> Optional
                        .of(CredentialProvider.shared(CredentialKind.CLIENT_CREDENTIALS,
                                request -> accessToken(MACHINE))))
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        pool.close();
        server.close();
    }

    private static Credential accessToken(String value) {
        return new Credential.AccessToken(Secret.of(value), BEGIN, BEGIN.plusSeconds(60));
    }

    private ServerConnection of(String user) {
        return factory
                .forUser(UserAssertion.of(user, Secret.of("assertion-" + user)), pool.tenant(),
                        ClientFeatures.STANDARD, AgentListener.none())
                .connection(config());
    }

    private ServerConfig config() {
        return new ServerConfig.Http("mail", server.url(), Map.of(), Map.of(), new AuthConfig.None(), false);
    }

    private static ToolReply call(ServerConnection connection) {
        return connection.call("read", JsonNodeFactory.instance.objectNode(), Call.within(Duration.ofSeconds(20)));
    }

    private static String token(FakeServer.Received request) {
        return request.header("Authorization").replace("Bearer tok:", "");
    }

    private List<FakeServer.Received> withMachineToken() {
        return server.received()
                .stream()
                .filter(request -> request.header("Authorization").equals("Bearer " + MACHINE))
                .toList();
    }

    @Test
    void theApplicationListsAndEachUserCalls() {
        for (String user : List.of("alice", "bob", "alice")) {
            ServerConnection connection = of(user);
            assertThat(connection.tools()).extracting(ServerTool::name).containsExactly("read");
            assertThat(call(connection).text()).isEqualTo(user);
        }

        assertThat(server.received("tools/list")).isNotEmpty().allMatch(request -> token(request).equals("machine"));
        assertThat(server.received("tools/call")).extracting(ToolListersTest::token)
                .containsExactly("alice", "bob", "alice");
        assertThat(withMachineToken()).extracting(FakeServer.Received::rpc).isSubsetOf(LISTING);
    }

    @Test
    void noSessionIsUsedWithTwoTokens() {
        for (String user : List.of("alice", "bob")) {
            var unused = call(of(user));
        }

        var tokensOfSession = server.received()
                .stream()
                .filter(request -> !request.header("Mcp-Session-Id").isEmpty())
                .collect(Collectors.groupingBy(request -> request.header("Mcp-Session-Id"),
                        Collectors.mapping(ToolListersTest::token, Collectors.toSet())));
        assertThat(tokensOfSession.values()).hasSize(3).allMatch(tokens -> tokens.size() == 1);
    }

    @Test
    void aUserWithoutATokenSeesTheToolsAndCallsNone() {
        signedOut.add("alice");
        ServerConnection alice = of("alice");

        assertThat(alice.tools()).extracting(ServerTool::name).containsExactly("read");
        assertThatThrownBy(() -> call(alice)).isInstanceOf(CredentialException.Unavailable.class);
        assertThatThrownBy(() -> alice.request("resources/list", JsonNodeFactory.instance.objectNode(),
                Call.within(Duration.ofSeconds(20)))).isInstanceOf(CredentialException.Unavailable.class);

        assertThat(server.received("tools/call")).isEmpty();
        assertThat(server.received()).allMatch(request -> token(request).equals("machine"))
                .extracting(FakeServer.Received::rpc)
                .isSubsetOf(LISTING);
        assertThat(alice.state()).isInstanceOf(ConnectionState.Ready.class);
    }

    @Test
    void aRefusedUserIsNotHelpedOutByTheApplication() {
        server.before((request, exchange) -> {
            if (token(request).equals("alice")) {
                exchange.status(401, "WWW-Authenticate: Bearer error=\"invalid_token\"");
            }
        });
        ServerConnection alice = of("alice");
        assertThat(alice.tools()).hasSize(1);

        assertThatThrownBy(() -> call(alice)).isInstanceOf(ConnectionException.CredentialRefused.class);

        assertThat(withMachineToken()).extracting(FakeServer.Received::rpc).isSubsetOf(LISTING);
    }

    @Test
    void whereTheApplicationMayNotListNothingIsListedForIt() {
        server.before((request, exchange) -> {
            if (token(request).equals("machine")) {
                exchange.status(403);
            }
        });

        assertThatThrownBy(() -> of("alice").tools()).isInstanceOf(ConnectionException.CredentialRefused.class);

        assertThat(server.received("tools/list")).isEmpty();
    }

    @Test
    void whatTheApplicationHearsOfChangesReachesEveryUser() throws InterruptedException {
        CountDownLatch change = new CountDownLatch(1);
        server.result("initialize",
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{\"listChanged\":true}}}")
                .on("GET", (request, exchange) -> {
                    change.await();
                    exchange.stream()
                            .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
                });
        ServerConnection alice = of("alice");
        ServerConnection bob = of("bob");
        assertThat(alice.tools()).isEqualTo(bob.tools());
        int listed = server.received("tools/list").size();

        change.countDown();

        var unused = server.await(request -> server.received("tools/list").size() >= listed + 2);
        assertThat(server.received("tools/list")).allMatch(request -> token(request).equals("machine"));
    }

    @Test
    void anotherUsersEndDoesNotEndTheApplicationsSession() {
        ServerConnection alice = of("alice");
        var unused = call(alice);
        alice.close();

        assertThat(server.received("DELETE")).extracting(ToolListersTest::token).containsExactly("alice");
        factory.connection(config()).close();
        assertThat(server.received("DELETE")).extracting(ToolListersTest::token).containsExactly("alice", "machine");
    }
}
