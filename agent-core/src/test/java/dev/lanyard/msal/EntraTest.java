package dev.lanyard.msal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialRequest;
import dev.lanyard.credential.Secret;
import dev.lanyard.network.HttpPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to Entra, where it may go, and what is made of the answer. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraTest {
    private static final CredentialRequest REQUEST = CredentialRequest.first("reverse", URI.create("https://r/mcp"));
    @TempDir
    private static Path folder;

    private FakeAuthority authority;

    @BeforeEach
    void start() throws Exception {
        authority = FakeAuthority.start(folder);
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    private AccessToken acquire() {
        return new EntraClientCredentials(authority.app(), "api://reverse/.default", Clock.systemUTC(),
                HttpPolicy.direct())
                .acquire(REQUEST);
    }

    @Test
    void asksTheTenantForTheScopeWithTheSecretInTheBody() {
        authority.answer(200, "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"t-1\"}");

        AccessToken token = acquire();

        assertThat(token.value()).isEqualTo(Secret.of("t-1"));
        assertThat(token.lifetime()).isBetween(Duration.ofMinutes(55), Duration.ofMinutes(61));
        assertThat(authority.received()).singleElement()
                .asString()
                .startsWith("POST /tenant/oauth2/v2.0/token ")
                .contains("grant_type=client_credentials", "client_id=client", "client_secret=canary-secret",
                        "api%3A%2F%2Freverse%2F.default");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401 | invalid_client | AADSTS7000215: Invalid client secret provided. | Put the secret's value, not its id, into clientSecret, and check that it has not expired.",
            "400 | unauthorized_client | AADSTS700016: Application not found. | Check clientId, and that the app registration is in this tenant.",
            "400 | invalid_request | AADSTS90002: Tenant not found. | Check tenant: the directory (tenant) id of the app registration.",
            "400 | invalid_scope | AADSTS1002012: The scope is not valid. | Set auth.scope to the resource followed by '/.default', such as 'api://reverse/.default'.",
            "400 | invalid_grant | Something new. | Check tenant, clientId, clientSecret and scope of the identity."})
    void saysWhatToDoAboutARefusal(int status, String error, String description, String remedy) {
        authority.answer(status, "{\"error\":\"" + error + "\",\"error_description\":\"" + description
                + "\\r\\nTrace ID: 1\",\"correlation_id\":\"c-1\"}");

        CredentialException.Rejected failure = catchThrowableOfType(CredentialException.Rejected.class, this::acquire);

        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure).hasMessageStartingWith("Entra refused a token for server 'reverse': ")
                .hasMessageContaining(description.replaceAll("\\.$", ""))
                .hasMessageNotContaining("Trace ID");
        assertThat(trace(failure)).doesNotContain("canary-secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429})
    void aTroubledAuthorityIsOneToTryLater(int status) {
        authority.answer(status, "{\"error\":\"temporarily_unavailable\",\"error_description\":\"later\"}");

        assertThatThrownBy(this::acquire).isInstanceOf(CredentialException.Unavailable.class)
                .hasMessageStartingWith(
                        "No token for server 'reverse' could be had from 'https://login.test.localhost'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "{}", "[]", "{\"access_token\":\"a\\r\\nX: y\",\"expires_in\":3600}",
            "{\"access_token\":\"\",\"expires_in\":3600}", "{\"access_token\":\"t\",\"expires_in\":-5}",
            "{\"access_token\":\"t\",\"expires_in\":\"soon\"}", "{\"access_token\":\"t\",\"expires_in\":1e18}",
            "{\"access_token\":\"t\"}", "{\"access_token\":5,\"expires_in\":3600}"})
    void aStrangeAnswerIsATypedFailureOrAToken(String json) {
        authority.answer(200, json);

        try {
            assertThat(acquire().value().reveal()).matches("[!-~]+");
        } catch (CredentialException e) {
            assertThat(e).hasMessageContaining("'reverse'");
        }
    }

    @Test
    void anAuthorityThatIsGoneIsUnavailable() {
        authority.close();

        assertThatThrownBy(this::acquire).isInstanceOf(CredentialException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/t/", "https://login.test.localhost:8443/t/",
            "https://login.test.localhost.evil.example/t/", "https://login.microsoftonline.com/t/"})
    void refusesEveryOtherDestination(String elsewhere) throws Exception {
        assertThat(failure(new EntraHttpClient(authority.app(), HttpPolicy.direct()), elsewhere))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is not the authority that this identity is pinned to");
        assertThat(authority.received()).isEmpty();
    }

    /** Lets MSAL, which alone can make such requests, send one through the client; returns what it failed of. */
    private Throwable failure(EntraHttpClient client, String issuer) throws Exception {
        var msal = ConfidentialClientApplication
                .builder("client", ClientCredentialFactory.createFromSecret("canary-secret"))
                .authority(issuer)
                .instanceDiscovery(false)
                .httpClient(client)
                .build();
        Throwable root = catchThrowable(
                () -> msal.acquireToken(ClientCredentialParameters.builder(Set.of("a/.default")).build()).get());
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Test
    void followsNoRedirect() {
        authority.answer(exchange -> {
            exchange.getResponseHeaders().set("Location", "/evil");
            FakeAuthority.reply(exchange, 307, "{}");
        });

        assertThatThrownBy(this::acquire).isInstanceOf(CredentialException.class);
        assertThat(authority.received()).isNotEmpty().noneMatch(request -> request.contains("/evil"));
    }

    @Test
    void readsNoMoreThanAMebibyte() {
        authority.answer(200, "x".repeat((1 << 20) + 1));

        assertThatThrownBy(this::acquire).isInstanceOf(CredentialException.Unavailable.class)
                .hasMessageContaining("the answer is larger than 1048576 bytes");
    }

    @Test
    void givesUpOnABodyThatNeverEnds() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        authority.answer(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            over.await();
        });
        EntraApp app = authority.app();

        assertThat(
                failure(new EntraHttpClient(app, HttpPolicy.direct(), Duration.ofSeconds(1)), app.issuer().toString()))
                .isInstanceOf(IOException.class);
        over.countDown();
    }

    @Test
    void trustsOnlyTheAuthoritysOwnCertificate(@TempDir Path other) throws Exception {
        try (FakeAuthority impostor = FakeAuthority.start(other)) {
            EntraApp app = authority.app();
            EntraApp.Detour real = Objects.requireNonNull(app.detour());
            EntraApp fooled = new EntraApp(app.authority(), app.tenant(), app.clientId(), Secret.of("canary-secret"),
                    new EntraApp.Detour(Objects.requireNonNull(impostor.app().detour()).target(), real.authorities()));

            assertThatThrownBy(
                    () -> new EntraClientCredentials(fooled, "a/.default", Clock.systemUTC(), HttpPolicy.direct())
                            .acquire(REQUEST))
                    .isInstanceOf(CredentialException.Unavailable.class);
            assertThat(impostor.received()).isEmpty();
        }
    }

    @Test
    void aDetourLeadsOnlyToThisMachine() throws Exception {
        InetSocketAddress far = new InetSocketAddress(InetAddress.getByAddress(new byte[]{(byte) 192, 0, 2, 1}), 443);

        assertThatThrownBy(() -> new EntraApp.Detour(far, folder)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                () -> new EntraApp.Detour(InetSocketAddress.createUnresolved("login.test.localhost", 443), folder))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAppNeverPrintsItsSecret() {
        assertThat(authority.app().toString()).doesNotContain("canary-secret");
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
