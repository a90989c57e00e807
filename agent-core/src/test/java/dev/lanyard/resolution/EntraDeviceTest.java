package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.PROFILE;
import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.refused;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.identity.Fault.Kind;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The user signs in on another device (RFC 8628), with all that may happen while the agent waits. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraDeviceTest {
    private static final AuthConfig USER = new AuthConfig.User("contoso", PROFILE);
    private static final AuthConfig BEHALF = new AuthConfig.OnBehalfOf("contoso", PROFILE);

    private final PageWalker alice = new PageWalker("alice");
    private EntraWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new EntraWorld(PlaygroundOptions.usual());
        alice.ways = List.of(Way.DEVICE_CODE);
        world.user = alice;
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** RFC 8628, section 3.5: {@code slow_down} makes every further interval five seconds longer, and ends nothing. */
    @Test
    void asksLessOftenWhenToldTo() {
        world.provider().inject(Fault.of(Kind.SLOW_DOWN).times(1));
        long begun = System.nanoTime();

        AccessToken token = token(provider(world.process(), USER));

        assertThat(claims(token)).contains("Alice");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void goesOnAfterAnOutage() {
        world.provider().inject(Fault.of(Kind.TOO_MANY_REQUESTS).times(1).lasting(Duration.ofSeconds(2)));
        // The first request of all is for the code, and nothing can go on without one.
        assertThatThrownBy(() -> token(provider(world.process(), USER)))
                .isInstanceOf(CredentialException.Unavailable.class);
        alice.onShow = () -> world.provider()
                .inject(Fault.of(Kind.TOO_MANY_REQUESTS).times(1).lasting(Duration.ofSeconds(2)));

        assertThat(claims(token(provider(world.process(), USER)))).contains("Alice");
        assertThat(world.provider().faults()).isEmpty();
    }

    @Test
    void aSecondFactorThatTheExchangeDemandsIsGivenOnTheDevice() {
        CredentialProvider provider = provider(world.process(), BEHALF);
        AccessToken first = token(provider);
        world.provider().inject(Fault.of(Kind.MFA_REQUIRED).at("api://profile"));

        AccessToken second = refused(provider, first);

        assertThat(alice.failures).isEmpty();
        assertThat(claims(second)).contains("\"aud\":\"api://profile\"", "Alice");
        assertThat(alice.opened).hasSize(2);
        assertThat(alice.asked.getLast().reason()).contains("Conditional Access");
    }

    @Test
    void aSecondFactorForTheServerItselfIsGivenOnTheDevice() {
        world.provider().inject(Fault.of(Kind.MFA_REQUIRED).at("api://profile"));

        AccessToken token = token(provider(world.process(), USER));

        assertThat(claims(token)).contains("\"acrs\":[\"p1\"]");
    }

    @Test
    void whoDeclinesIsAskedToSignInAgain() {
        PageWalker unwilling = new PageWalker("alice", List.of("decision=deny"));
        unwilling.ways = List.of(Way.DEVICE_CODE);
        world.user = unwilling;

        assertThatThrownBy(() -> token(provider(world.process(), USER)))
                .isInstanceOf(CredentialException.InteractionRequired.class)
                .hasMessageContaining("AADSTS70017")
                .hasMessageEndingWith("Sign in to it: 'lanyard mcp login server'.");
    }
}
