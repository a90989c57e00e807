package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrantTest {
    private static final RegisteredClient CLIENT = RegisteredClient.withSecret("agent", Secret.of("canary-secret"));
    private SignInWorld world;

    @BeforeEach
    void start() throws IOException {
        world = new SignInWorld();
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private GrantProvider provider(@Nullable String issuer, Grant grant) {
        return new GrantProvider(world.server(issuer, CLIENT), CLIENT, grant,
                new OAuthContext(HttpPolicy.direct(), world.store, world.user, world.clock),
                new CredentialCache(world.clock), AgentListener.none());
    }

    private Map<String, String> request() {
        return FakeIssuer.parameters(world.issuer.at("/token").getLast().body());
    }

    @Test
    void aConfiguredIssuerIsAskedBeforeTheServerIs() {
        Credential token = provider(world.issuer.origin(), new Grant.ClientCredentials()).credential(world.first());

        assertThat(token).isInstanceOf(AccessToken.class);
        assertThat(request()).containsEntry("grant_type", "client_credentials")
                .containsEntry("resource", world.mcp.url().toString());
        assertThat(world.mcp.received()).isEmpty();
    }

    @Test
    void withoutOneTheServerIsAskedFirst() {
        GrantProvider provider = provider(null, new Grant.ClientCredentials());

        assertThat(provider.credential(world.first())).isEqualTo(new Credential.None());
        assertThat(provider.credential(world.refused(401, "", new Credential.None()))).isInstanceOf(AccessToken.class);
    }

    @Test
    void a01aServersWordLeadsTheSecretNowhere() {
        world.resourceMetadata = world.naming(world.attacker.origin());

        Credential token = provider(world.issuer.origin(), new Grant.ClientCredentials())
                .credential(world.refused(401, "", new Credential.None()));

        assertThat(token).isInstanceOf(AccessToken.class);
        assertThat(world.attacker.server.received()).isEmpty();
    }

    @Test
    void exchangesATokenForAnAudience() {
        Grant grant = new Grant.TokenExchange(() -> Secret.of("canary-subject"), Grant.TokenExchange.ACCESS, "api");

        Credential token = provider(world.issuer.origin(), grant).credential(world.first());

        assertThat(token).isInstanceOf(AccessToken.class);
        assertThat(request()).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                .containsEntry("subject_token", "canary-subject")
                .containsEntry("subject_token_type", Grant.TokenExchange.ACCESS)
                .containsEntry("audience", "api");
        assertThat(SignInWorld.told(world.attacker) + world.mcp.received()).doesNotContain("canary-subject");
    }

    @Test
    void anIssuerThatRefusesIsAskedOnceAndNothingElseIsTried() {
        world.issuer.token = (request, exchange) -> exchange.json(400,
                "{\"error\":\"unauthorized_client\",\"error_description\":\"no\"}");
        GrantProvider provider = provider(world.issuer.origin(), new Grant.ClientCredentials());

        assertThatThrownBy(() -> provider.credential(world.first())).isInstanceOf(CredentialException.Rejected.class)
                .hasMessageContaining("unauthorized_client (no)")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("canary"));
        assertThat(world.issuer.at("/token")).hasSize(1);
        assertThat(world.user.opened).isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsReportedWithoutBeingShown() {
        RegisteredClient client = new RegisteredClient("agent",
                new ClientProof.PrivateKey(Secret.of("canary-key"), "ES256"));
        GrantProvider provider = new GrantProvider(world.server(world.issuer.origin(), client), client,
                new Grant.ClientCredentials(),
                new OAuthContext(HttpPolicy.direct(), world.store, world.user, world.clock),
                new CredentialCache(world.clock), AgentListener.none());

        assertThatThrownBy(() -> provider.credential(world.first())).isInstanceOf(CredentialException.Unavailable.class)
                .hasMessage("The private key of client 'agent' cannot be used for ES256. "
                        + "Give a PKCS#8 key in PEM, or a JWK, that fits the algorithm.");
        assertThat(world.issuer.at("/token")).isEmpty();
    }
}
