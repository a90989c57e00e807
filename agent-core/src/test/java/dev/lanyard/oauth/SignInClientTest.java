package dev.lanyard.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.UserInteraction.Way;
import dev.lanyard.transport.FakeServer.Received;
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

    private Map<String, String> tokenRequest() {
        return FakeIssuer.parameters(world.issuer.at("/token").getLast().body());
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
    void aClientThatTheIssuerForgotIsRegisteredAgainForADevice() {
        world.user.ways = List.of(Way.DEVICE_CODE);
        AccessToken unused = world.signIn(world.provider(world.server()));
        world.issuer.registration = "{\"client_id\":\"anew\"}";
        world.issuer.forgotten = "registered";

        world.provider(world.server()).signIn(world.first());

        assertThat(world.issuer.at("/device")).extracting(Received::body)
                .map(body -> FakeIssuer.parameters(body).get("client_id"))
                .containsExactly("registered", "registered", "anew");
        assertThat(world.user.ended).containsExactly(true, true);
    }

    @Test
    void aSignInThatIsGivenUpRegistersTheClientAnewAndKeepsTheTokens() {
        world.user.ways = List.of(Way.PASTE);
        AccessToken first = world.signIn(world.provider(world.server()));
        world.issuer.registration = "{\"client_id\":\"anew\"}";
        world.user.givesUp = true;
        assertThatThrownBy(() -> world.provider(world.server()).signIn(world.first()))
                .isInstanceOf(CredentialException.InteractionRequired.class);
        world.clock.add(Duration.ofHours(2));

        assertThat(world.provider(world.server()).credential(world.first())).isInstanceOf(AccessToken.class)
                .isNotEqualTo(first);
        assertThat(tokenRequest()).containsEntry("client_id", "registered")
                .containsEntry("refresh_token", "canary-refresh-1");

        world.user.givesUp = false;
        world.provider(world.server()).signIn(world.first());
        assertThat(authorization()).containsEntry("client_id", "anew");
    }

    @Test
    void aMistypedClientIdIsAskedForAgain() {
        world.issuer.metadata.remove("registration_endpoint");
        world.issuer.forgotten = "typo";
        world.user.clientIds.addAll(List.of("typo", "right"));
        assertThatThrownBy(() -> world.provider(world.server()).signIn(world.first()))
                .isInstanceOf(CredentialException.Rejected.class);

        world.provider(world.server()).signIn(world.first());
        world.provider(world.server()).signIn(world.first());

        assertThat(tokenRequest()).containsEntry("client_id", "right");
        assertThat(world.user.clientIds).isEmpty();
    }

    @Test
    void aTypedClientIdThatTheIssuerForgotIsAskedForAgain() {
        world.issuer.metadata.remove("registration_endpoint");
        world.user.clientIds.addAll(List.of("old", "new"));
        world.provider(world.server()).signIn(world.first());
        world.issuer.forgotten = "old";
        assertThatThrownBy(() -> world.provider(world.server()).signIn(world.first()))
                .isInstanceOf(CredentialException.Rejected.class);

        world.provider(world.server()).signIn(world.first());

        assertThat(tokenRequest()).containsEntry("client_id", "new");
    }

    @Test
    void aTypedClientIdIsForgottenWithTheSignIn() {
        world.issuer.metadata.remove("registration_endpoint");
        world.user.clientIds.addAll(List.of("one", "other"));
        world.provider(world.server()).signIn(world.first());
        world.provider(world.server()).signOut(world.first());

        world.provider(world.server()).signIn(world.first());

        assertThat(tokenRequest()).containsEntry("client_id", "other");
    }

    @Test
    void aStoredPortThatIsNoneIsAnyPort() {
        assertThat(KnownClient.read(Secret.of("{\"id\":\"a\",\"port\":-1,\"registered\":true}")))
                .contains(new KnownClient(RegisteredClient.open("a"), 0, null, true));
    }
}
