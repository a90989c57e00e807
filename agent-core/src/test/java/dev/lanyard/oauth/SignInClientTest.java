package dev.lanyard.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserInteraction.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks as which client a user signs in, and what becomes of it where the issuer does not know it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignInClientTest {
    private SignInWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new SignInWorld();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private Map<String, String> authorization() {
        return FakeIssuer.parameters(world.user.opened.getLast().getRawQuery());
    }

    @Test
    void aWrongSecretOfAConfiguredClientLosesNoRefreshToken() {
        RegisteredClient right = RegisteredClient.withSecret("mine", Secret.of("canary-right"));
        RegisteredClient wrong = RegisteredClient.withSecret("mine", Secret.of("canary-wrong"));
        String accepted = "Basic " + Base64.getEncoder().encodeToString("mine:canary-right".getBytes(UTF_8));
        world.issuer.token = (request, exchange) -> {
            if (!request.header("Authorization").equals(accepted)) {
                exchange.json(401, "{\"error\":\"invalid_client\"}");
            }
        };
        AccessToken unused = world.signIn(world.provider(world.server(world.issuer.origin(), right)));
        world.clock.add(Duration.ofHours(2));

        assertThat(world.provider(world.server(world.issuer.origin(), wrong)).credential(world.first()))
                .isEqualTo(new Credential.None());
        assertThat(world.provider(world.server(world.issuer.origin(), right)).credential(world.first()))
                .isInstanceOf(AccessToken.class);
        assertThat(world.user.opened).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"BROWSER", "PASTE"})
    void aClientRegisteredForADeviceSignsInAnotherWayToo(Way way) {
        world.user.ways = List.of(Way.DEVICE_CODE);
        AccessToken unused = world.signIn(world.provider(world.server()));
        world.user.ways = List.of(way);

        world.provider(world.server()).signIn(world.first());

        assertThat(authorization()).containsEntry("client_id", "registered");
    }

    @Test
    void aStoredPortThatIsNoneIsAnyPort() {
        assertThat(KnownClient.read(Secret.of("{\"id\":\"a\",\"port\":-1,\"registered\":true}")))
                .contains(new KnownClient(RegisteredClient.open("a"), 0, null, true));
    }
}
