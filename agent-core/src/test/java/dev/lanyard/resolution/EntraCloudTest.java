package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.config.Environment;
import dev.lanyard.config.IdentityConfig;
import dev.lanyard.config.IdentityConfig.Entra.Proof;
import dev.lanyard.config.SecretRef;
import dev.lanyard.credential.CredentialCache;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.event.AgentListener;
import dev.lanyard.network.HttpPolicy;
import dev.lanyard.network.PrivateAuthority;
import dev.lanyard.network.RecordingProxy;
import dev.lanyard.oauth.OAuthContext;
import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.identity.AppRegistration;
import dev.lanyard.server.identity.DirectoryUser;
import dev.lanyard.server.identity.IdentityEndpoint;
import dev.lanyard.server.identity.IdentityProvider;
import dev.lanyard.server.identity.ProtectedResource;
import dev.lanyard.server.identity.SigningKey;
import dev.lanyard.server.identity.Tenant;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every cloud is asked at its own host and at no other: the local provider answers under the cloud's name, behind a proxy that
 * leads there whatever is asked for, with a certificate that only these tests believe.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraCloudTest {
    private static final String SECRET = "cloud-secret";
    private static final DirectoryUser ALICE = EntraWorld.user("alice");

    @TempDir
    private static Path folder;
    private static PrivateAuthority authority;

    @BeforeAll
    static void makeCertificate() throws Exception {
        authority = PrivateAuthority.of(folder, "login.microsoftonline.com", "login.microsoftonline.us",
                "login.partner.microsoftonline.cn", "contoso.ciamlogin.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login.microsoftonline.com", "login.microsoftonline.us",
            "login.partner.microsoftonline.cn", "contoso.ciamlogin.com"})
    void isAskedAtItsOwnHost(String host) throws Exception {
        URI cloud = URI.create("https://" + host);
        IdentityProvider provider = new IdentityProvider(cloud, tenant(), SigningKey.generate(), Duration.ofHours(1),
                Clock.systemUTC());
        HttpOptions options = HttpOptions.onPort(0).withTls(0, authority.server()).withHostName(host);
        try (HttpServer server = HttpServer.start(options, origin -> new IdentityEndpoint(provider).routes(origin));
                RecordingProxy proxy = RecordingProxy.start(server.origin().getPort(),
                        server.tlsOrigin().orElseThrow().getPort())) {
            CredentialResolver process = process(cloud, proxy);
            UserAssertion user = UserAssertion.of(ALICE.objectId(),
                    Secret.of(provider.mint(ALICE, EntraWorld.CLIENT, EntraWorld.CLIENT)));

            var own = token(provider(process, new AuthConfig.ClientCredentials("contoso", "api://reverse/.default")));
            var exchanged = token(provider(process, new AuthConfig.OnBehalfOf("contoso", "api://reverse/access")),
                    user);

            assertThat(claims(own)).contains("\"iss\":\"https://" + host + "/" + EntraWorld.TENANT + "/v2.0\"");
            assertThat(claims(exchanged)).contains(ALICE.objectId());
            assertThat(proxy.requests()).isNotEmpty().containsOnly("CONNECT " + host + ":443 HTTP/1.1");
            assertThat(provider.requests()).extracting(request -> request.path())
                    .containsOnly("/" + EntraWorld.TENANT + "/oauth2/v2.0/token");
        }
    }

    private static CredentialResolver process(URI cloud, RecordingProxy proxy) {
        Environment environment = Environment.of(Map.of("S", SECRET, "HTTPS_PROXY",
                "http://127.0.0.1:" + proxy.port(), "LANYARD_CA_FILE", authority.pem().toString()));
        Clock clock = Clock.systemUTC();
        return new CredentialResolver(
                Map.of("contoso", new IdentityConfig.Entra("contoso", EntraWorld.TENANT, EntraWorld.CLIENT,
                        new Proof.ClientSecret(SecretRef.Env.of("S")), cloud, null, null,
                        EntraWorld.CLIENT + "/.default", null)),
                new SecretResolver("test", environment, Map.of(), InputPrompt.nobody()), new CredentialCache(clock),
                new OAuthContext(HttpPolicy.from(environment), TokenStore.inMemory(), UserInteraction.nobody(), clock),
                AgentListener.none());
    }

    private static Tenant tenant() {
        return new Tenant(EntraWorld.TENANT,
                List.of(AppRegistration.of(EntraWorld.CLIENT, "d07b6f28-94ae-4e51-b3c7-18f2a5e9c603", "agent")
                        .withSecret(SecretHash.of(SECRET))
                        .withRoles("api://reverse", "execute")
                        .withConsent("api://reverse", "access")),
                List.of(ProtectedResource.of("api://reverse", "f86a2c14-3d9b-4e07-a5c8-2b7e1f4d9a04")
                        .withRoles("execute")
                        .withScopes("access"),
                        ProtectedResource.of("api://agent", EntraWorld.CLIENT)
                                .withScopes("access_as_user")
                                .withAudience(EntraWorld.CLIENT)),
                List.of(ALICE));
    }
}
