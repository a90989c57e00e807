package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.PROFILE;
import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The user who runs the program signs in once, and silently ever after. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraUserTest {
    private static final AuthConfig USER = new AuthConfig.User("contoso", PROFILE);
    private static final AuthConfig BEHALF = new AuthConfig.OnBehalfOf("contoso", PROFILE);

    private EntraWorld world;
    private final PageWalker alice = new PageWalker("alice");

    @BeforeEach
    void start() throws Exception {
        world = new EntraWorld(PlaygroundOptions.usual());
        world.user = alice;
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void signsInByTheBrowserWithAFormPostAndPkce() {
        AccessToken token = token(provider(world.process(), USER));

        assertThat(alice.failures).isEmpty();
        assertThat(alice.opened).singleElement()
                .asString()
                .startsWith("http://localhost:" + world.playground.origin().getPort() + "/")
                .contains("code_challenge_method=S256", "response_mode=form_post", "xms_cc", "cp1");
        assertThat(claims(token)).contains("\"aud\":\"api://profile\"", "\"scp\":\"access\"", "Alice");
        assertThat(alice.ended).containsExactly(true);
    }

    @Test
    void aSecondProcessAsksNobody() {
        AccessToken first = token(provider(world.process(), USER));
        long before = world.provider().requests().size();

        AccessToken second = token(provider(world.process(), USER));

        assertThat(second.value()).isEqualTo(first.value());
        assertThat(alice.opened).hasSize(1);
        assertThat(world.provider().requests()).hasSize((int) before);
    }

    @Test
    void aTokenThatTheServerRefusedIsRenewedSilently() {
        CredentialProvider provider = provider(world.process(), USER);
        AccessToken first = token(provider);

        var second = provider.credential(CredentialRequest.first("server", EntraWorld.SERVER)
                .after(dev.lanyard.credential.Challenge.of(401, List.of("Bearer error=\"invalid_token\"")), first));

        assertThat(((AccessToken) second).value()).isNotEqualTo(first.value());
        assertThat(alice.opened).hasSize(1);
    }

    @Test
    void signsInOnAnotherDevice() {
        alice.ways = List.of(Way.DEVICE_CODE);

        AccessToken token = token(provider(world.process(), USER));

        assertThat(alice.failures).isEmpty();
        assertThat(claims(token)).contains("\"aud\":\"api://profile\"", "Alice");
    }

    @Test
    void exchangesTheUsersTokenForOneToTheServer() {
        AccessToken token = token(provider(world.process(), BEHALF));

        assertThat(claims(token)).contains("\"aud\":\"api://profile\"", "\"scp\":\"access\"", "Alice");
        assertThat(world.provider().requests()).filteredOn(request -> request.path().endsWith("/token"))
                .extracting(request -> String.valueOf(request.grant()))
                .containsExactly("authorization_code", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    }

    @Test
    void aSecondProcessExchangesWithoutASignIn() {
        var first = token(provider(world.process(), BEHALF));

        var second = token(provider(world.process(), BEHALF));

        assertThat(alice.opened).hasSize(1);
        assertThat(claims(second)).contains("\"aud\":\"api://profile\"");
        assertThat(second.value()).isEqualTo(first.value());
    }

    @Test
    void conditionalAccessInTheMiddleLeadsToASignInWithItsClaims() {
        CredentialProvider provider = provider(world.process(), BEHALF);
        AccessToken first = token(provider);
        world.provider().inject(Fault.of(Fault.Kind.MFA_REQUIRED).at("api://profile"));

        var second = provider.credential(CredentialRequest.first("server", EntraWorld.SERVER)
                .after(dev.lanyard.credential.Challenge.of(401, List.of("Bearer error=\"invalid_token\"")), first));

        assertThat(alice.failures).isEmpty();
        assertThat(((AccessToken) second).value()).isNotEqualTo(first.value());
        assertThat(alice.opened).hasSize(2);
        assertThat(alice.opened.getLast().toString()).contains("xms_cc", "capolids");
        assertThat(alice.asked.getLast().reason()).contains("Conditional Access");
    }

    @Test
    void withoutAnybodyToAskTheClaimsAreReported() {
        CredentialProvider provider = provider(world.process(), BEHALF);
        AccessToken first = token(provider);
        world.provider().inject(Fault.of(Fault.Kind.MFA_REQUIRED).at("api://profile"));
        alice.ways = List.of();

        CredentialException.InteractionRequired failure = catchThrowableOfType(
                CredentialException.InteractionRequired.class,
                () -> provider.credential(CredentialRequest.first("server", EntraWorld.SERVER)
                        .after(dev.lanyard.credential.Challenge.of(401, List.of("Bearer")), first)));

        assertThat(failure.claims()).isPresent();
    }

    @Test
    void nobodyToAskMeansNoToken() {
        world.user = UserInteraction.nobody();

        assertThatThrownBy(() -> token(provider(world.process(), USER)))
                .isInstanceOf(CredentialException.InteractionRequired.class)
                .hasMessage("Server 'server' needs you to sign in. Sign in to it: 'lanyard mcp login server'.");
        assertThat(world.provider().requests()).isEmpty();
    }

    @Test
    void whoCanOnlyPasteIsToldOfTheWaysThereAre() {
        alice.ways = List.of(Way.PASTE);
        CredentialProvider provider = provider(world.process(), USER);

        assertThatThrownBy(() -> provider.signIn(CredentialRequest.first("server", EntraWorld.SERVER)))
                .isInstanceOf(CredentialException.InteractionRequired.class)
                .hasMessage("Server 'server' needs you to sign in. Entra takes no pasted address. Sign in with a"
                        + " browser, 'lanyard mcp login server --sign-in browser', or with a code on another device,"
                        + " '--sign-in device'.");
    }

    @Test
    void signingOutForgetsTheUser() {
        CredentialProvider provider = provider(world.process(), USER);
        var unused = token(provider);

        provider.signOut(CredentialRequest.first("server", EntraWorld.SERVER));
        world.user = UserInteraction.nobody();

        assertThatThrownBy(() -> token(provider(world.process(), USER)))
                .isInstanceOf(CredentialException.InteractionRequired.class);
        assertThat(world.store.keys()).isEmpty();
    }
}
