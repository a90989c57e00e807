package dev.lanyard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.assistant.Turn;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ConnectionState;
import dev.lanyard.connection.ElicitationAnswer;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.event.ToolOutcome;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.OfferedTool;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolResult;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.Parallel;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection to each server for each user: nothing of one user reaches another, or another's server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentUsersTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private FakeServer mail;
    private FakeServer files;

    @BeforeEach
    void start() throws IOException {
        mail = personal(FakeServer.start());
        files = personal(FakeServer.start());
    }

    @AfterEach
    void stop() throws IOException {
        mail.close();
        files.close();
    }

    /** Has a server offer each caller a tool that is named for the caller's token, and take no other. */
    private static FakeServer personal(FakeServer server) {
        return server.on("tools/list", (request, exchange) -> exchange.result("{\"tools\":[{\"name\":\"for-"
                + token(request) + "\",\"inputSchema\":{\"type\":\"object\"}}]}"))
                .on("tools/call", (request, exchange) -> exchange.result("{\"content\":[{\"type\":\"text\",\"text\":\""
                        + token(request) + " " + request.json().at("/params/arguments/nonce").asText() + "\"}]}"));
    }

    /** Returns the token but for its beginning: a server that repeats the whole would not be heard (A32). */
    private static String token(FakeServer.Received request) {
        return request.header("Authorization").replace("Bearer tok:", "");
    }

    private static UserAssertion user(String name) {
        return UserAssertion.of(name, Secret.of("assertion-" + name));
    }

    private AgentConfig both() {
        return TestAgents.nothing()
                .withServer(TestAgents.open("mail", mail))
                .withServer(TestAgents.open("files", files));
    }

    /** Returns an agent whose users each have a token of their own for each server. */
    private AgentBuilder perUser() {
        return Agent.builder(both())
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .credentials(server -> Optional.of(CredentialProvider.perUser(CredentialKind.KEY,
                        (user, request) -> new Credential.AccessToken(
                                Secret.of("tok:" + request.server() + "-" + user.subject()),
                                BEGIN, BEGIN.plusSeconds(60)))));
    }

    private static String nonceOf(FakeServer.Received request) {
        return request.json().at("/params/arguments/nonce").asText();
    }

    @Test
    void a35noUsersTokenOrCatalogueIsEverUsedForAnotherUser() throws InterruptedException {
        Map<String, String> tokenOfNonce = new ConcurrentHashMap<>();
        List<String> names = IntStream.range(0, 8).mapToObj(i -> "user" + i).toList();
        try (Agent agent = perUser().build()) {
            List<Throwable> failures = Parallel.run(64, thread -> {
                SplittableRandom random = new SplittableRandom(thread);
                for (int i = 0; i < 20; i++) {
                    String name = names.get(random.nextInt(names.size()));
                    String server = random.nextBoolean() ? "mail" : "files";
                    String nonce = thread + "/" + i;
                    String token = server + "-" + name;
                    tokenOfNonce.put(nonce, token);
                    Agent view = agent.forUser(user(name));
                    if (random.nextInt(4) == 0) {
                        assertThat(view.tools().tools()).extracting(tool -> tool.tool().name())
                                .containsExactly("for-mail-" + name, "for-files-" + name);
                    }
                    ToolResult result = view
                            .call(server, "for-" + token, "{\"nonce\":\"" + nonce + "\"}", new Turn())
                            .orElseThrow();
                    assertThat(result.text()).isEqualTo(token + " " + nonce);
                }
            });
            assertThat(failures).isEmpty();
        }

        for (FakeServer server : List.of(mail, files)) {
            assertThat(server.received("tools/call"))
                    .allMatch(request -> token(request).equals(tokenOfNonce.get(nonceOf(request))));
            assertThat(server.received("initialize")).as("one session for each user").hasSize(names.size());
            assertThat(sessionsByToken(server)).as("no session is used with two tokens").hasSize(names.size());
        }
        assertThat(mail.received("tools/call").size() + files.received("tools/call").size()).isEqualTo(64 * 20);
    }

    /** Returns each pair of session and token that a server saw. */
    private static List<String> sessionsByToken(FakeServer server) {
        return server.received("tools/call")
                .stream()
                .map(request -> request.header("Mcp-Session-Id") + " " + token(request))
                .distinct()
                .toList();
    }

    @Test
    void a34aTokenForOneServerNeverReachesAnother() {
        try (Agent agent = perUser().build()) {
            for (String name : List.of("alice", "bob")) {
                assertThat(agent.forUser(user(name)).tools().tools()).hasSize(2);
            }
        }

        assertThat(mail.received()).isNotEmpty().allMatch(request -> token(request).startsWith("mail-"));
        assertThat(files.received()).isNotEmpty().allMatch(request -> token(request).startsWith("files-"));
    }

    @Test
    void a33eachKeyIsOnlyEverSeenAtItsOwnOrigin() throws IOException {
        List<FakeServer> servers = new ArrayList<>();
        AgentConfig config = TestAgents.nothing();
        for (int i = 0; i < 5; i++) {
            FakeServer server = personal(FakeServer.start());
            servers.add(server);
            config = config.withServer(new ServerConfig.Http("s" + i, server.url(),
                    Map.of("q", SecretRef.Literal.of("canary-query-" + i)),
                    Map.of("x-functions-key", SecretRef.Literal.of("canary-header-" + i)),
                    new AuthConfig.Key(SecretRef.Literal.of("canary-key-" + i),
                            new AuthConfig.Placement.Header("x-api-key")),
                    false));
        }
        try (Agent agent = Agent.builder(config).build()) {
            agent.connect(java.time.Duration.ofSeconds(30));
            assertThat(agent.tools().tools()).hasSize(5);
            assertThat(agent.forUser(user("alice")).tools().tools()).hasSize(5);
        }

        for (int origin = 0; origin < servers.size(); origin++) {
            List<FakeServer.Received> received = servers.get(origin).received();
            for (int key = 0; key < servers.size(); key++) {
                String own = "canary-[a-z]+-" + key;
                var seen = received.stream()
                        .filter(request -> request.toString().matches("(?s).*" + own + ".*"))
                        .count();
                assertThat(seen).as("key %d at origin %d", key, origin).isEqualTo(key == origin ? received.size() : 0);
            }
            servers.get(origin).close();
        }
    }

    @Test
    void aCredentialOfTheOneWhoRunsTheProgramIsNotGivenToUsers() {
        try (Agent agent = Agent.builder(both())
                .credentials(server -> Optional.of(CredentialProvider.of(CredentialKind.KEY,
                        request -> new Credential.AccessToken(Secret.of("tok:machine"), BEGIN, BEGIN.plusSeconds(60)))))
                .build()) {
            Agent view = agent.forUser(user("alice"));

            assertThat(view.tools().tools()).isEmpty();
            assertThat(view.connections().get("mail").state()).isInstanceOfSatisfying(ConnectionState.Failed.class,
                    failed -> assertThat(failed.failure()).isInstanceOf(CredentialException.Unavailable.class)
                            .hasMessage(
                                    "Server 'mail' is used with the credential of the one who runs the program (key), "
                                            + "which is not given to other users. Configure it with 'on-behalf-of', or with a "
                                            + "credential that all users share."));
            assertThat(mail.received()).isEmpty();

            agent.connect(java.time.Duration.ofSeconds(30));
            assertThat(agent.tools().tools()).extracting(OfferedTool::server).containsExactly("mail", "files");
        }
    }

    @Test
    void whereTheProgramGivesTheCredentialTheConfigurationNamesNobodyWhoLists() {
        CredentialProvider lister = CredentialProvider.of(CredentialKind.KEY, request -> new Credential.None());
        var listers = Agent.builder(both())
                .credentials(server -> server.name().equals("mail") ? Optional.of(lister) : Optional.empty())
                .listers(server -> Optional.of(lister));

        assertThat(listers.apply((ServerConfig.Http) TestAgents.open("mail", mail))).isEmpty();
        assertThat(listers.apply((ServerConfig.Http) TestAgents.open("files", files))).contains(lister);
    }

    @Test
    void whatIsPerUserIsNotHadWithoutOne() {
        try (Agent agent = perUser().build()) {
            agent.connect(java.time.Duration.ofSeconds(30));

            assertThat(agent.tools().tools()).isEmpty();
            assertThat(mail.received()).isEmpty();
        }
    }

    @Test
    void anotherTokenOfTheSameSubjectIsAnotherUser() {
        try (Agent agent = perUser().build()) {
            UserAssertion first = UserAssertion.of("alice", Secret.of("one"));
            UserAssertion second = UserAssertion.of("alice", Secret.of("two"));

            assertThat(agent.forUser(first).connections()).isSameAs(agent.forUser(first).connections())
                    .isNotSameAs(agent.forUser(second).connections())
                    .isNotSameAs(agent.connections());
        }
    }

    @Test
    void eachUserIsAskedAndToldAloneAboutWhatIsTheirs() {
        var asked = new ConcurrentLinkedQueue<String>();
        var told = new ConcurrentLinkedQueue<String>();
        try (Agent agent = perUser().approval(ApprovalMode.ASK, (tool, arguments) -> {
            throw new AssertionError("The one who runs the program is asked about a user's call");
        }).users(user -> new UserContact((tool, arguments) -> {
            asked.add(user.subject() + " " + tool.tool().name());
            return ToolApprover.Answer.ALWAYS;
        }, elicitation -> new ElicitationAnswer.Declined(), event -> {
            if (event instanceof AgentEvent.ToolCallFinished finished) {
                told.add(user.subject() + " " + finished.tool());
            }
        })).build()) {
            for (String name : List.of("alice", "bob", "alice")) {
                assertThat(agent.forUser(user(name)).call("mail", "for-mail-" + name, "{}", new Turn()))
                        .hasValueSatisfying(result -> assertThat(result.outcome()).isEqualTo(ToolOutcome.SUCCEEDED));
            }
        }

        assertThat(asked).containsExactly("alice for-mail-alice", "bob for-mail-bob");
        assertThat(told).containsExactly("alice for-mail-alice", "bob for-mail-bob", "alice for-mail-alice");
    }

    @Test
    void aUserWhoIsForgottenHasNoConnectionLeft() {
        try (Agent agent = perUser().build()) {
            Agent alice = agent.forUser(user("alice"));
            Agent bob = agent.forUser(user("bob"));
            assertThat(alice.tools().tools()).hasSize(2);
            assertThat(bob.tools().tools()).hasSize(2);

            agent.forget(user("alice"));

            assertThat(alice.connections().all()).allMatch(one -> one.state() instanceof ConnectionState.Idle);
            assertThat(bob.connections().all()).allMatch(one -> one.state() instanceof ConnectionState.Ready);
            assertThat(mail.received("DELETE")).extracting(AgentUsersTest::token).containsExactly("mail-alice");
            assertThat(alice.tools().tools()).hasSize(2);
        }
    }
}
