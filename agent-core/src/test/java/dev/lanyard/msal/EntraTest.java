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
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

    /** RFC 6749, sections 5.1 and 7.1: what is no bearer token with a sane end is not presented to anybody. */
    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "{}", "[]", "null", "{\"access_token\":\"a\\r\\nX: y\",EXPIRES,BEARER}",
            "{\"access_token\":\"\",EXPIRES,BEARER}", "{\"access_token\":null,EXPIRES,BEARER}",
            "{\"access_token\":\"t\",\"expires_in\":-5,BEARER}", "{\"access_token\":\"t\",\"expires_in\":0,BEARER}",
            "{\"access_token\":\"t\",\"expires_in\":\"soon\",BEARER}", "{\"access_token\":\"t\",BEARER}",
            "{\"access_token\":\"t\",\"expires_in\":1e18,BEARER}",
            "{\"access_token\":\"t\",\"expires_in\":\"1000000000000000000\",BEARER}",
            "{\"access_token\":\"t\",EXPIRES,\"token_type\":\"mac\"}", "{\"access_token\":\"t\",EXPIRES}",
            "{\"access_token\":\"t\",EXPIRES,\"token_type\":\"pop\"}",
            "{\"access_token\":\"t\",EXPIRES,\"token_type\":5}",
            "{\"error\":\"invalid_client\"}", "{\"error\":\"invalid_client\",\"access_token\":\"t\",EXPIRES,BEARER}"})
    void a39whatIsNoBearerTokenIsATypedFailure(String json) {
        authority.answer(200, json.replace("EXPIRES", "\"expires_in\":3600")
                .replace("BEARER",
                        "\"token_type\":\"Bearer\""));

        assertThatThrownBy(this::acquire).isInstanceOf(CredentialException.class).hasMessageContaining("'reverse'");
    }

    /** RFC 6749, section 5.1: the type is written in any case; Entra writes numbers as text in some answers. */
    @Test
    void a39aTypeInAnyCaseAndALifeWrittenAsTextAreFine() {
        authority.answer(200, "{\"token_type\":\"bearer\",\"expires_in\":\"3600\",\"access_token\":\"t\"}");

        assertThat(acquire().value()).isEqualTo(Secret.of("t"));
    }

    @Test
    void anAuthorityThatIsGoneIsUnavailable() {
        authority.close();

        assertThatThrownBy(this::acquire).isInstanceOf(CredentialException.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/t/", "https://login.test.localhost:8443/t/",
            "https://login.test.localhost.evil.example/t/", "https://login.microsoftonline.com/t/"})
    void a30refusesEveryOtherDestination(String elsewhere) throws Exception {
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

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a30theClientsSecretFollowsNoRedirect(int status) throws Exception {
        try (FakeServer other = FakeServer.start()) {
            for (String location : List.of("/evil", other.url().toString())) {
                authority.answer(exchange -> {
                    exchange.getResponseHeaders().set("Location", location);
                    FakeAuthority.reply(exchange, status, "{}");
                });

                assertThatThrownBy(this::acquire).isInstanceOf(CredentialException.class);
            }
            assertThat(authority.received()).hasSizeGreaterThan(1).noneMatch(request -> request.contains("/evil"));
            assertThat(other.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"x"})
    void a39readsNoMoreThanAMebibyte(String begin) {
        authority.answer(200, begin + "x".repeat(10 << 20));

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
