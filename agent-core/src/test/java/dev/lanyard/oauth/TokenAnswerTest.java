package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.UserInteraction.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTest {
    private SignInWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new SignInWorld();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private AccessToken signIn(String answer) {
        world.issuer.token = (request, exchange) -> exchange.json(200, answer);
        return world.signIn(world.provider(world.server()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"access_token\":\"canary\",\"token_type\":\"mac\"}",
            "{\"access_token\":\"canary\",\"token_type\":\"DPoP\"}", "{\"access_token\":\"canary\"}",
            "{\"access_token\":\"canary\\r\\nX-Evil: 1\",\"token_type\":\"Bearer\"}",
            "{\"access_token\":\"\",\"token_type\":\"Bearer\"}", "{\"access_token\":5,\"token_type\":\"Bearer\"}",
            "{\"access_token\":\"canary\",\"token_type\":\"Bearer\",\"access_token\":\"other\"}",
            "<html>canary</html>", "[]", "", "{\"error\":\"access_denied\",\"error_description\":\"no\"}",
            "{\"access_token\":\"canary\",\"token_type\":\"Bearer\",\"error\":\"x\"}"})
    void a39anAnswerThatIsNoTokenIsRefused(String answer) {
        assertThatThrownBy(() -> signIn(answer)).isInstanceOf(CredentialException.class)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("canary"));
    }

    @Test
    void a39aTokenOfTenMegabytesIsRefused() {
        assertThatThrownBy(
                () -> signIn("{\"access_token\":\"" + "a".repeat(10 << 20) + "\",\"token_type\":\"Bearer\"}"))
                .isInstanceOf(CredentialException.Unavailable.class)
                .hasMessageContaining("64 KiB");
    }

    @ParameterizedTest
    @CsvSource({"3600, 3600", "'\"3600\"', 3600", "-1, 3600", "0, 3600", "1e18, 7776000", "'\"soon\"', 3600",
            "null, 3600"})
    void a39anOddLifetimeIsBounded(String said, long seconds) {
        assertThat(signIn("{\"access_token\":\"t\",\"token_type\":\"bearer\",\"expires_in\":" + said + "}").lifetime())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "a.b.c", "eyJhbGciOiJub25lIn0.eyJleHAiOjF9.", "{}"})
    void a40anAccessTokenIsNeverRead(String token) {
        assertThat(signIn("{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\"}").value().reveal())
                .isEqualTo(token);
    }

    @Test
    void a30aTokenEndpointThatRedirectsGetsNothingElsewhere() {
        world.issuer.token = (request, exchange) -> exchange.status(307,
                "Location: " + world.attacker.origin() + "/token");

        assertThatThrownBy(() -> world.signIn(world.provider(world.server()))).isInstanceOf(CredentialException.class);
        assertThat(world.attacker.server.received()).isEmpty();
    }

    @Test
    void a37registersANativeClientAndKeepsToItsOwnRedirect() throws IOException {
        world.issuer.registration = "{\"client_id\":\"registered\",\"redirect_uris\":[\"https://evil.example/\"],"
                + "\"client_secret\":\"canary-secret\",\"client_secret_expires_at\":1,"
                + "\"token_endpoint_auth_method\":\"client_secret_basic\"}";

        AccessToken unused = world.signIn(world.provider(world.server()));

        var asked = world.issuer.at("/register").getFirst().json();
        assertThat(asked.path("application_type").asText()).isEqualTo("native");
        assertThat(asked.path("grant_types").toString()).contains("authorization_code", "refresh_token");
        Map<String, String> sent = FakeIssuer.parameters(world.user.opened.getLast().getRawQuery());
        assertThat(sent.get("redirect_uri")).startsWith("http://127.0.0.1:");
        // The secret has ended long ago, so that the next sign-in registers again.
        world.provider(world.server()).signIn(world.first());
        assertThat(world.issuer.at("/register")).hasSize(2);
    }

    @Test
    void a37aRegistrationElsewhereIsSentNoSecretAndNoToken() {
        world.issuer.metadata.put("registration_endpoint", world.attacker.origin() + "/register");

        AccessToken unused = world.signIn(world.provider(world.server()));

        assertThat(world.attacker.server.received()).hasSize(1);
        assertThat(SignInWorld.told(world.attacker)).doesNotContain("canary");
    }

    @Test
    void a36aDocumentIsTheClientIdWhereTheIssuerTakesIt() {
        world.issuer.metadata.put("client_id_metadata_document_supported", true);
        OAuthServer server = new OAuthServer("test", world.mcp.url(), null, null,
                SignInWorld.uri("https://client.example/lanyard.json"), OAuthServer.Redirect.ANY_PORT, List.of(),
                ResourceMode.AUTO, "user");

        AccessToken unused = world.signIn(world.provider(server));

        assertThat(world.issuer.at("/register")).isEmpty();
        assertThat(FakeIssuer.parameters(world.user.opened.getLast().getRawQuery())).containsEntry("client_id",
                "https://client.example/lanyard.json");
    }

    @Test
    void a38aDeviceCodeSignsIn() {
        world.user.ways = List.of(Way.DEVICE_CODE);

        Credential token = world.signIn(world.provider(world.server()));

        assertThat(token).isInstanceOf(AccessToken.class);
        assertThat(world.user.codes).singleElement()
                .satisfies(code -> assertThat(code.userCode()).isEqualTo("ABCD-1234"));
        assertThat(FakeIssuer.parameters(world.issuer.at("/token").getFirst().body())).containsEntry("device_code",
                "canary-device-code");
    }

    @ParameterizedTest
    @CsvSource({"never, false", "always, true", "auto, true"})
    void theResourceIsNamedAsConfigured(String mode, boolean named) {
        OAuthServer server = new OAuthServer("test", world.mcp.url(), null, null, null, OAuthServer.Redirect.ANY_PORT,
                List.of(), ResourceMode.valueOf(mode.toUpperCase(java.util.Locale.ROOT)), "user");

        AccessToken token = world.signIn(world.provider(server));

        assertThat(token.value().reveal()).startsWith("canary-access");
        assertThat(world.issuer.at("/token").getFirst().body().contains("resource=")).isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource({"https://login.microsoftonline.com/t/v2.0, false", "https://LOGIN.microsoftonline.com/t/v2.0, false",
            "https://login.microsoftonline.com.evil.example/t, true",
            "https://evil.example/login.microsoftonline.com, true",
            "https://xlogin.microsoftonline.com/t, true", "https://as.example.com, true"})
    void onlyMicrosoftsOwnHostsAreSparedTheResource(String issuer, boolean named) {
        assertThat(ResourceMode.AUTO.namesResource(issuer)).isEqualTo(named);
    }
}
