package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.PROFILE;
import static dev.lanyard.resolution.EntraWorld.SERVER;
import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.refused;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All servers of an identity see one user: the one who signed in last of the user's own accord, or nobody. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraSwitchTest {
    private static final AuthConfig USER = new AuthConfig.User("contoso", PROFILE);
    private static final AuthConfig BEHALF = new AuthConfig.OnBehalfOf("contoso", PROFILE);
    private static final CredentialRequest FIRST = CredentialRequest.first("server", SERVER);
    private static final CredentialRequest OTHER = CredentialRequest.first("other",
            URI.create("https://other.example/mcp"));

    private final PageWalker person = new PageWalker("alice");
    private EntraWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new EntraWorld(PlaygroundOptions.usual());
        world.user = person;
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** Returns how a server's token can hang on the sign-in. */
    static List<AuthConfig> flows() {
        return List.of(USER, BEHALF);
    }

    private static CredentialProvider other(CredentialResolver process) {
        return process.resolve(new ServerConfig.Http("other", OTHER.resource(), Map.of(), Map.of(),
                new AuthConfig.OnBehalfOf("contoso", "api://reverse/access"), false));
    }

    private void signIn(String user, CredentialProvider provider) {
        person.user = user;
        provider.signIn(FIRST);
    }

    @ParameterizedTest
    @MethodSource("flows")
    void whoeverSignsInLastIsWhoActs(AuthConfig flow) {
        for (String user : List.of("bob", "alice", "bob")) {
            CredentialProvider process = provider(world.process(), flow);
            signIn(user, process);

            assertThat(claims(token(process))).contains(EntraWorld.user(user).objectId());
            assertThat(claims(token(provider(world.process(), flow))))
                    .contains(EntraWorld.user(user).objectId());
        }
        assertThat(person.opened).hasSize(3);
    }

    @Test
    void whoSignsInOnAnotherDeviceIsWhoActsToo() {
        person.ways = List.of(Way.DEVICE_CODE);
        CredentialProvider process = provider(world.process(), USER);
        signIn("bob", process);
        signIn("alice", process);

        assertThat(claims(token(process))).contains("Alice Example");
    }

    /** OpenID Connect Core, section 3.1.2.1: a browser that is signed in as one user must not answer for another. */
    @Test
    void aSignInOfTheUsersOwnAccordLetsTheUserChooseTheAccount() {
        CredentialProvider process = provider(world.process(), USER);
        var unused = token(process);
        signIn("alice", process);

        assertThat(person.opened.getFirst().toString()).doesNotContain("prompt=");
        assertThat(person.opened.getLast().toString()).contains("prompt=select_account");
    }

    @Test
    void allServersOfTheIdentityFollowASignIn() {
        CredentialResolver process = world.process();
        assertThat(claims((AccessToken) other(process).credential(OTHER))).contains("Alice Example");

        signIn("bob", provider(process, BEHALF));

        assertThat(claims((AccessToken) other(process).credential(OTHER))).contains("Bob Example");
        assertThat(claims(token(provider(process, USER)))).contains("Bob Example");
    }

    @Test
    void aSignOutHoldsForAllServersOfTheIdentity() {
        CredentialResolver process = world.process();
        CredentialProvider user = provider(process, USER);
        var one = token(user);
        var two = other(process).credential(OTHER);
        assertThat(person.opened).hasSize(1);

        other(process).signOut(OTHER);

        assertThat(user.atHand(FIRST)).isEmpty();
        assertThat(claims(token(user))).contains("Alice Example");
        assertThat(person.opened).hasSize(2);
        assertThat(List.of(one, two)).doesNotContainNull();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void aSignInThatConditionalAccessWantsIsNobodyElses(AuthConfig flow) {
        CredentialProvider process = provider(world.process(), flow);
        AccessToken first = token(process);
        world.provider().inject(Fault.of(Fault.Kind.MFA_REQUIRED).at("api://profile"));
        person.user = "bob";

        assertThatThrownBy(() -> refused(process, first))
                .isInstanceOf(CredentialException.InteractionRequired.class)
                .hasMessage("The sign-in for server 'server' has to be that of 'alice@playground.example';"
                        + " 'bob@playground.example' signed in, and nothing of that is kept."
                        + " Sign in as 'alice@playground.example', or choose the other account for all servers of the"
                        + " identity. Sign in to it: 'lanyard mcp login server'.");

        assertThat(person.opened.getLast().toString()).contains("login_hint=alice%40playground.example");
        assertThat(person.ended).containsExactly(true, false);
        world.user = UserInteraction.nobody();
        assertThat(claims(token(provider(world.process(), flow)))).contains("Alice Example");
        assertThat(world.stored().values())
                .allSatisfy(kept -> assertThat(kept.reveal()).doesNotContain("bob@playground.example"));
    }

    @Test
    void aSignInInPlaceOfOneThatWasRevokedIsNobodyElses() {
        CredentialProvider process = provider(world.process(), USER);
        AccessToken first = token(process);
        world.provider().inject(Fault.of(Fault.Kind.REFRESH_TOKENS_REVOKED));
        person.user = "bob";

        assertThatThrownBy(() -> refused(process, first)).hasMessageContaining("'bob@playground.example' signed in");

        world.provider().clearFaults();
        signIn("bob", process);
        assertThat(claims(token(process))).contains("Bob Example");
    }

    @Test
    void aProcessThatGoesOnFollowsTheSignInOfAnother() {
        CredentialResolver process = world.process();
        CredentialProvider user = provider(process, USER);
        AccessToken first = token(user);
        var unused = other(process).credential(OTHER);
        signIn("bob", provider(world.process(), USER));

        assertThat(claims(refused(user, first))).contains("Bob Example");
        assertThat(claims((AccessToken) other(process).credential(OTHER))).contains("Bob Example");
    }
}
