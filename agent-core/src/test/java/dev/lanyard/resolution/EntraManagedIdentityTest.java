package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The machine that the agent runs on has an identity, and the agent no secret. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraManagedIdentityTest {
    private static final String SYSTEM_ASSIGNED = "9d3b6e18-4c7f-4a52-8e0d-1f5a2b7c9e12";
    private static final String USER_ASSIGNED = "6f1c8a29-0e5d-4b73-9a4c-3d7e8f2b1a13";

    private EntraWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new EntraWorld(PlaygroundOptions.usual());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void isTheOneThatTheSystemAssigned() {
        AccessToken token = token(provider(world.process(), managed(null)));

        assertThat(claims(token)).contains("\"aud\":\"api://reverse\"", SYSTEM_ASSIGNED, "execute");
    }

    @Test
    void isTheOneThatAUserAssigned() {
        AccessToken token = token(provider(world.process(), managed(USER_ASSIGNED)));

        assertThat(claims(token)).contains("\"aud\":\"api://reverse\"", USER_ASSIGNED, "execute");
    }

    @Test
    void oneThatIsNotAssignedGetsNoToken() {
        assertThatThrownBy(() -> token(provider(world.process(), managed(EntraWorld.CLIENT))))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessageStartingWith("The managed identity got no token for server 'server': ");
    }

    private AuthConfig managed(@Nullable String clientId) {
        return new AuthConfig.ManagedIdentity("api://reverse/.default", clientId,
                URI.create("http://127.0.0.1:" + world.playground.origin().getPort()));
    }
}
