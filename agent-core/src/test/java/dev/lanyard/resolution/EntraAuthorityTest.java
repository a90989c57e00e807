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
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.server.identity.IdentityRequest;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of any directory sign in through {@code organizations} or {@code common}; nothing else is done there. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraAuthorityTest {
    private static final AuthConfig USER = new AuthConfig.User("contoso", PROFILE);

    private final PageWalker alice = new PageWalker("alice");
    private EntraWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new EntraWorld(PlaygroundOptions.usual());
        world.user = alice;
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({"organizations,BROWSER", "organizations,DEVICE_CODE", "common,BROWSER", "common,DEVICE_CODE"})
    void aUserOfADirectorySignsInOnceAndIsRenewedSilently(String tenant, Way way) {
        world.tenant = tenant;
        alice.ways = List.of(way);

        AccessToken first = token(provider(world.process(), USER));
        AccessToken kept = token(provider(world.process(), USER));
        AccessToken second = refused(provider(world.process(), USER), first);

        assertThat(claims(first)).contains("\"tid\":\"" + EntraWorld.TENANT + "\"", "Alice");
        assertThat(kept.value()).isEqualTo(first.value());
        assertThat(second.value()).isNotEqualTo(first.value());
        assertThat(alice.failures).isEmpty();
        assertThat(alice.opened).hasSize(1);
        assertThat(world.provider().requests()).extracting(IdentityRequest::path)
                .contains("/" + tenant + "/oauth2/v2.0/token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"organizations", "common"})
    void anAppGetsNothingForItselfWithoutADirectory(String tenant) {
        world.tenant = tenant;

        assertThatThrownBy(() -> token(provider(world.process(),
                new AuthConfig.ClientCredentials("contoso", "api://reverse/.default"))))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessageContaining("AADSTS50059")
                .hasMessageEndingWith("Set tenant to the directory (tenant) id.");
    }

    @Test
    void aDirectoryThatDoesNotExistIsNamed() {
        world.tenant = "00000000-0000-0000-0000-000000000000";

        assertThatThrownBy(() -> token(provider(world.process(),
                new AuthConfig.ClientCredentials("contoso", "api://reverse/.default"))))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessageContaining("AADSTS90002")
                .hasMessageEndingWith("Check tenant: the directory (tenant) id of the app registration.");
    }
}
