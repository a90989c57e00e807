package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.SecretRef;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {
    private SignInWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new SignInWorld();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    void a01aSecretNeverGoesToAnIssuerThatTheServerNames() {
        world.resourceMetadata = world.naming(world.attacker.origin());
        OAuthServer server = world.server(world.issuer.origin(),
                RegisteredClient.withSecret("client", Secret.of("canary-secret")));

        assertThatThrownBy(() -> world.signIn(world.provider(server)))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessageContaining(world.attacker.origin())
                .hasMessageContaining(world.issuer.origin());
        assertThat(world.attacker.server.received()).isEmpty();
        assertThat(world.user.opened).isEmpty();
    }

    @Test
    void a01aSecretWithoutItsIssuerIsNotTaken() {
        assertThatThrownBy(() -> new AuthConfig.OAuth(null, "client", SecretRef.Literal.of("canary-secret"), null, 0,
                "/callback", List.of(), AuthConfig.Resource.AUTO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a02aRefreshTokenDoesNotFollowTheServerToAnotherIssuer() {
        SignInProvider provider = world.provider(world.server());
        Credential token = world.signIn(provider);
        world.resourceMetadata = world.naming(world.attacker.origin());
        world.user.agrees = false;

        assertThatThrownBy(() -> provider.credential(world.refused(401, "", token)))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessageContaining(world.attacker.origin())
                .hasMessageContaining(world.issuer.origin());
        assertThat(world.attacker.server.received()).isEmpty();
        assertThat(world.user.asked).hasSize(1);
    }

    @Test
    void aServerMayMoveToAnotherIssuerIfTheUserSaysSoAndTakesNothingAlong() {
        SignInProvider provider = world.provider(world.server());
        Credential token = world.signIn(provider);
        world.issuer.registration = "{\"client_id\":\"canary-old-client\"}";
        world.resourceMetadata = world.naming(world.attacker.origin());

        Credential moved = provider.credential(world.refused(401, "", token));

        assertThat(moved).isInstanceOf(Credential.AccessToken.class);
        assertThat(world.attacker.at("/token")).hasSize(1);
        assertThat(world.user.asked).singleElement()
                .satisfies(asked -> assertThat(asked.reason()).contains(world.issuer.origin()));
        assertThat(world.attacker.at("/register")).hasSize(1);
        assertThat(SignInWorld.told(world.attacker)).doesNotContain("canary-refresh", "canary-old-client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://honest.example", "/", "/tenant"})
    void a03metadataOfAnotherIssuerIsNotUsed(String other) {
        world.issuer.metadata.put("issuer", other.startsWith("/") ? world.issuer.origin() + other : other);

        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.Rejected.class);
        assertThat(world.issuer.at("/register")).isEmpty();
        assertThat(world.user.opened).isEmpty();
    }

    @Test
    void a04aServerThatLosesItsMetadataDoesNotBecomeItsOwnIssuer() {
        world.resourceMetadata = "";
        OAuthServer server = world.server(world.issuer.origin(), RegisteredClient.open("client"));
        world.signIn(world.provider(server));

        assertThat(world.mcp.received())
                .noneMatch(request -> FakeIssuer.path(request).matches("/(token|authorize|register)"));
        assertThat(world.issuer.at("/token")).hasSize(1);
    }

    @Test
    void a04norOneThatWasSeenWithAnother() {
        SignInProvider provider = world.provider(world.server());
        Credential token = world.signIn(provider);
        world.resourceMetadata = "";
        world.user.agrees = false;

        assertThatThrownBy(() -> provider.credential(world.refused(401, "", token)))
                .isInstanceOf(CredentialException.Rejected.class);
        assertThat(world.mcp.received().toString()).doesNotContain("canary-refresh");
    }

    @ParameterizedTest
    @CsvSource({"https://mcp.example.com/mcp, https://mcp.example.com/mcp, true",
            "https://mcp.example.com/mcp, https://mcp.example.com, true",
            "https://mcp.example.com/mcp, https://mcp.example.com/, true",
            "https://mcp.example.com/mcp, https://MCP.example.com:443/mcp, true",
            "https://mcp.example.com/mcp/a, https://mcp.example.com/mcp, true",
            "https://mcp.example.com/mcp, https://mcp.example.com/mc, false",
            "https://mcp.example.com/mcp, https://mcp.example.com/mcp2, false",
            "https://mcp.example.com/mcp, https://mcp.example.com/other, false",
            "https://mcp.example.com/mcp, https://mcp.example.com.evil/mcp, false",
            "https://mcp.example.com/mcp, https://evil.example/mcp, false",
            "https://mcp.example.com/mcp, https://mcp.example.com@evil.example/mcp, false",
            "https://mcp.example.com/mcp, http://mcp.example.com/mcp, false",
            "https://mcp.example.com/mcp, https://mcp.example.com:8443/mcp, false",
            "https://mcp.example.com/mcp, https://mcp.example.com/mcp#x, false",
            "https://mcp.example.com/mcp, https://mcp.example.com/../mcp/x/..%2f, false",
            "https://mcp.example.com/mcp, not an address, false"})
    void a05aServerIsOnlyWhatItsAddressSays(URI server, String named, boolean allowed) {
        assertThat(ResourceMetadata.covers(named, server)).isEqualTo(allowed);
    }

    @Test
    void a05metadataOfAnotherResourceEndsTheSignIn() {
        world.resourceMetadata = "{\"resource\":\"https://evil.example/mcp\",\"authorization_servers\":[\""
                + world.issuer.origin() + "\"]}";

        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessageContaining("https://evil.example/mcp");
        assertThat(world.issuer.server.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"https://Mcp.Example.com/Mcp, https://mcp.example.com/Mcp",
            "https://mcp.example.com/, https://mcp.example.com", "https://mcp.example.com, https://mcp.example.com",
            "HTTPS://mcp.example.com:443/mcp, https://mcp.example.com/mcp",
            "https://mcp.example.com:8443/mcp, https://mcp.example.com:8443/mcp",
            "https://mcp.example.com/mcp/, https://mcp.example.com/mcp/"})
    void a06aResourceWithoutMetadataIsNamedInItsCanonicalForm(URI address, String canonical) {
        assertThat(ResourceMetadata.canonical(address)).isEqualTo(canonical);
    }

    @Test
    void a24metadataThatRedirectsIsNotFollowed() {
        world.mcp.before((request, exchange) -> exchange.status(302,
                "Location: " + world.attacker.origin() + "/.well-known/oauth-protected-resource"));

        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.class);
        assertThat(world.attacker.server.received()).isEmpty();
    }

    /** Returns a document that would do, but for how it begins. */
    private byte[] beginning(String members) {
        return ("{" + members + "," + world.naming(world.issuer.origin()).substring(1))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** But for what is wrong with it, each would lead to the issuer. */
    @ParameterizedTest
    @ValueSource(strings = {"large", "deep", "twice", "utf16", "bom", "list", "two", "gzip", "html"})
    void a25aDocumentThatIsNoneIsBoundedAndRefused(String kind) {
        world.mcp.before((request, exchange) -> {
            byte[] good = world.naming(world.issuer.origin()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] body = switch (kind) {
                case "large" ->
                    (" ".repeat(Incoming.MAX_BYTES) + new String(good, java.nio.charset.StandardCharsets.UTF_8))
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
                case "deep" -> beginning("\"x\":" + "[".repeat(1000) + "]".repeat(1000));
                case "twice" -> beginning("\"resource\":\"https://a.example\"");
                case "utf16" -> world.naming(world.issuer.origin()).getBytes(java.nio.charset.StandardCharsets.UTF_16);
                case "bom" -> ("\uFEFF" + world.naming(world.issuer.origin()))
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
                case "list" -> ("[" + world.naming(world.issuer.origin()) + "]")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
                case "two" -> (world.naming(world.issuer.origin()) + "{}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
                case "gzip" -> new byte[]{0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0};
                default -> "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            };
            exchange.body(200, "application/json", body);
        });

        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.class);
        assertThat(world.issuer.server.received()).isEmpty();
    }

    @Test
    void a25aDocumentThatTricklesIsGivenUp() {
        world.mcp.before((request, exchange) -> {
            exchange.head(200, "Content-Type: application/json", "Content-Length: 100000");
            new java.util.concurrent.CountDownLatch(1).await(8, java.util.concurrent.TimeUnit.SECONDS);
        });

        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30),
                () -> assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                        .isInstanceOf(CredentialException.Unavailable.class)
                        .hasMessageContaining("did not answer within 5 s"));
    }

    @Test
    void aServerThatAsksForNoTokenIsNotTakenForItsOwnIssuer() {
        world.resourceMetadata = "";

        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.Unavailable.class)
                .hasMessage("Server 'test' wants a credential and says nothing about how to sign in. "
                        + "Give it one: 'headers' or 'auth' in the configuration.");
        assertThat(world.mcp.received()).allMatch(request -> request.target().startsWith("/.well-known/"));
    }

    @Test
    void anIssuerThatIsDownIsNotTakenForOneWithoutMetadata() {
        world.mcp.before((request, exchange) -> exchange.status(503));

        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.Unavailable.class);
        assertThat(world.mcp.received()).noneMatch(request -> request.target().startsWith("/register"));
    }
}
