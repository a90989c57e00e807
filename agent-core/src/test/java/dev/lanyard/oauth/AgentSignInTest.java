package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.Agent;
import dev.lanyard.AgentBuilder;
import dev.lanyard.config.AgentConfig;
import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ConfigSource;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ConnectionState;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.credential.Account;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.ServerCredential;
import dev.lanyard.credential.TokenFacts;
import dev.lanyard.event.CredentialKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole agent against a server that wants a sign-in. */
class AgentSignInTest {
    private SignInWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new SignInWorld();
        world.protect();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private Agent agent(AuthConfig auth, Duration openTimeout) {
        return builder(auth, openTimeout).build();
    }

    private AgentBuilder builder(AuthConfig auth, Duration openTimeout) {
        var server = new ServerConfig.Http("test", world.mcp.url(), Map.of(), Map.of(), auth, false);
        var source = new ConfigSource(ConfigSource.Kind.NONE, null, Path.of(""), List.of());
        return Agent.builder(new AgentConfig(source, Map.of("test", server), Map.of(), Map.of()))
                .interaction(world.user)
                .tokenStore(world.store)
                .openTimeout(openTimeout);
    }

    private static ServerConnection connection(Agent agent) {
        return agent.connections().find("test").orElseThrow();
    }

    @Test
    void aServerThatNothingIsSaidAboutIsSignedInTo() {
        try (Agent agent = agent(new AuthConfig.Discovered(), Duration.ofSeconds(20))) {
            assertThat(connection(agent).credential()).isEqualTo(CredentialKind.NONE);

            var unused = connection(agent).open();

            assertThat(connection(agent).credential()).isEqualTo(CredentialKind.SIGN_IN);
            assertThat(world.mcp.received("tools/list").getLast().header("Authorization"))
                    .isEqualTo("Bearer canary-access-1");
        }
    }

    @Test
    void aServerThatIsSaidToNeedNothingIsNot() {
        try (Agent agent = agent(new AuthConfig.None(), Duration.ofSeconds(20))) {
            assertThatThrownBy(() -> connection(agent).open()).isInstanceOf(dev.lanyard.error.AgentException.class);
            assertThat(world.issuer.server.received()).isEmpty();
        }
    }

    @Test
    void logsInAndOutOnDemand() {
        try (Agent agent = agent(AuthConfig.OAuth.DISCOVERED, Duration.ofSeconds(20))) {
            agent.login("test");
            assertThat(world.issuer.at("/token")).hasSize(1);
            var unused = connection(agent).open();
            assertThat(world.user.opened).hasSize(1);

            agent.logout("test");

            assertThat(world.issuer.at("/revoke")).hasSize(2);
            assertThatThrownBy(() -> agent.login("other")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A session belongs to who signed in, and its farewell is no reason to sign in again. */
    @Test
    void nobodyIsAskedToSignInAgainByASignOut() {
        try (Agent agent = agent(AuthConfig.OAuth.DISCOVERED, Duration.ofSeconds(20))) {
            var unused = connection(agent).open();
            agent.logout("test");

            assertThat(connection(agent).state()).isInstanceOf(ConnectionState.Idle.class);
            assertThat(world.mcp.received("DELETE")).singleElement()
                    .satisfies(request -> assertThat(request.header("Authorization"))
                            .isEqualTo("Bearer canary-access-1"));
        }
        assertThat(world.user.opened).hasSize(1);
    }

    @Test
    void aSessionThatIsRefusedItsFarewellAsksNobody() {
        try (Agent agent = agent(AuthConfig.OAuth.DISCOVERED, Duration.ofSeconds(20))) {
            var unused = connection(agent).open();
            world.mcp.on("DELETE", (request, exchange) -> exchange.status(401, "WWW-Authenticate: Bearer"));
        }
        assertThat(world.mcp.received("DELETE")).hasSize(1);
        assertThat(world.user.opened).hasSize(1);
    }

    @Test
    void tellsWhatACredentialIsAndGetsItAsACallWould() {
        try (Agent agent = agent(AuthConfig.OAuth.DISCOVERED, Duration.ofSeconds(20))) {
            ServerCredential first = agent.credential("test");
            ServerCredential second = agent.credential("test");

            assertThat(first.kind()).isEqualTo(CredentialKind.SIGN_IN);
            assertThat(first.token().orElseThrow().value().reveal()).isEqualTo("canary-access-1");
            assertThat(first.facts()).hasValueSatisfying(facts -> {
                assertThat(facts.issuer()).isEqualTo(world.issuer.origin());
                assertThat(facts.resource()).isEqualTo(world.mcp.url().toString());
                assertThat(facts.account()).isEqualTo("user");
                assertThat(facts.kept()).isEqualTo(TokenFacts.Kept.IN_STORE);
            });
            assertThat(second).isEqualTo(first);
            assertThat(world.issuer.at("/token")).hasSize(1);
        }
    }

    @Test
    void a35anAccountGetsNothingOfAnother() {
        try (Agent agent = agent(AuthConfig.OAuth.DISCOVERED, Duration.ofSeconds(20))) {
            agent.login("test");
        }
        world.user.ways = List.of();
        try (Agent agent = builder(AuthConfig.OAuth.DISCOVERED, Duration.ofSeconds(20)).account(new Account("work"))
                .build()) {
            assertThatThrownBy(() -> agent.credential("test"))
                    .isInstanceOf(CredentialException.InteractionRequired.class);
        }
    }

    @Test
    void aServerWithoutSignInCannotBeLoggedInTo() {
        try (Agent agent = agent(new AuthConfig.None(), Duration.ofSeconds(20))) {
            assertThatThrownBy(() -> agent.login("test")).isInstanceOf(CredentialException.Unavailable.class);
        }
    }

    @Test
    void withNobodyToAskTheFailureSaysSo() {
        world.user.ways = List.of();
        try (Agent agent = agent(AuthConfig.OAuth.DISCOVERED, Duration.ofSeconds(20))) {
            assertThatThrownBy(() -> connection(agent).open())
                    .isInstanceOf(CredentialException.InteractionRequired.class);
        }
    }

    @Test
    void aUserMayTakeLongerThanTheTimeToOpenAServer() {
        Duration openTimeout = Duration.ofSeconds(2);
        world.user.onTheWayBack = back -> {
            try {
                // The time itself is what is tested: the user needs more of it than the opening is given.
                boolean unused = new CountDownLatch(1).await(openTimeout.toMillis() + 500, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return back;
        };
        try (Agent agent = agent(AuthConfig.OAuth.DISCOVERED, openTimeout)) {
            assertThat(connection(agent).open().tools()).isEmpty();
        }
    }
}
