package dev.lanyard.resolution;

import static dev.lanyard.resolution.EntraWorld.PROFILE;
import static dev.lanyard.resolution.EntraWorld.claims;
import static dev.lanyard.resolution.EntraWorld.provider;
import static dev.lanyard.resolution.EntraWorld.refused;
import static dev.lanyard.resolution.EntraWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.config.AuthConfig;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.server.identity.Fault;
import dev.lanyard.server.identity.Fault.Kind;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a token when the identity provider fails, refuses, or takes back what it gave. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EntraFaultTest {
    private static final AuthConfig APP = new AuthConfig.ClientCredentials("contoso", "api://reverse/.default");
    private static final AuthConfig USER = new AuthConfig.User("contoso", PROFILE);
    private static final AuthConfig BEHALF = new AuthConfig.OnBehalfOf("contoso", PROFILE);

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

    /** RFC 9110, section 10.2.3: who asks again before the time is over does not reach the issuer. */
    @Test
    void anIssuerThatAsksForTimeIsLeftAloneForIt() {
        CredentialProvider provider = provider(world.process(), APP);
        world.provider().inject(Fault.of(Kind.TOO_MANY_REQUESTS).lasting(Duration.ofSeconds(290)));

        for (int i = 0; i < 3; i++) {
            CredentialException.Unavailable failure = catchThrowableOfType(CredentialException.Unavailable.class,
                    () -> token(provider));
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(290));
            assertThat(failure).hasMessageContaining("it answered with status 429, AADSTS90055: ")
                    .hasMessageContaining("(correlation id ")
                    .hasMessageEndingWith("Try again in 290 s.");
        }
        assertThat(world.requests("/token")).isEqualTo(1);
    }

    @Test
    void aRefusalForABusyIssuerHoldsUpNobodyElse() {
        CredentialResolver process = world.process();
        world.provider().inject(Fault.of(Kind.TOO_MANY_REQUESTS).times(1).lasting(Duration.ofSeconds(290)));

        assertThatThrownBy(() -> token(provider(process, APP))).isInstanceOf(CredentialException.Unavailable.class);

        assertThat(claims(token(provider(process, USER)))).contains("Alice");
    }

    @ParameterizedTest
    @CsvSource({"SERVER_ERROR,503", "TOO_MANY_REQUESTS,429"})
    void anOutageIsNoReasonToDisturbTheUser(Kind fault, int status) {
        CredentialProvider provider = provider(world.process(), USER);
        AccessToken first = token(provider);
        world.provider().inject(Fault.of(fault).lasting(Duration.ofSeconds(1)));

        assertThatThrownBy(() -> refused(provider, first)).isInstanceOf(CredentialException.Unavailable.class)
                .hasMessageContaining("it answered with status " + status);
        world.provider().clearFaults();

        assertThat(claims(token(provider(world.process(), BEHALF)))).contains("Alice");
        assertThat(alice.opened).hasSize(1);
    }

    @Test
    void aPassingFailureIsNotNoticed() {
        world.provider().inject(Fault.of(Kind.SERVER_ERROR).times(1));

        assertThat(claims(token(provider(world.process(), APP)))).contains("execute");
        assertThat(world.requests("/token")).isEqualTo(2);
    }

    @Test
    void anIssuerThatIsGoneIsNoReasonToDisturbTheUser() {
        CredentialProvider provider = provider(world.process(), USER);
        AccessToken first = token(provider);
        world.playground.close();

        assertThatThrownBy(() -> refused(provider, first)).isInstanceOf(CredentialException.Unavailable.class)
                .hasMessageEndingWith("Check that the authority can be reached, and try again.");
        assertThat(alice.opened).hasSize(1);
    }

    @Test
    void aRevokedSignInIsExplainedAndMadeAnew() {
        CredentialProvider provider = provider(world.process(), USER);
        AccessToken first = token(provider);
        world.provider().inject(Fault.of(Kind.REFRESH_TOKENS_REVOKED));

        AccessToken second = refused(provider, first);

        assertThat(claims(second)).contains("Alice");
        assertThat(alice.failures).isEmpty();
        assertThat(alice.opened).hasSize(2);
        assertThat(alice.asked.getLast().reason()).isEqualTo(
                "The refresh token was revoked: the password has changed or an administrator ended the sessions.");
    }

    @Test
    void aRevokedSignInIsReportedWhereNobodyCanBeAsked() {
        var unused = token(provider(world.process(), USER));
        world.provider().inject(Fault.of(Kind.REFRESH_TOKENS_REVOKED));
        AccessToken first = token(provider(world.process(), USER));
        world.user = UserInteraction.nobody();
        CredentialProvider provider = provider(world.process(), USER);

        assertThatThrownBy(() -> refused(provider, first))
                .isInstanceOf(CredentialException.InteractionRequired.class)
                .hasMessageContaining("AADSTS50173")
                .hasMessageContaining("(correlation id ")
                .hasMessageEndingWith("Sign in to it: 'lanyard mcp login server'.");
    }

    /** RFC 9700, section 4.14.2: each renewal keeps the newest refresh token, in whichever process it happens. */
    @Test
    void refreshTokensThatWorkOnceAreNeverUsedTwice() {
        world.provider().inject(Fault.of(Kind.REFRESH_TOKEN_REUSE));
        AccessToken token = token(provider(world.process(), USER));

        for (int i = 0; i < 4; i++) {
            token = refused(provider(world.process(), USER), token);
        }

        assertThat(claims(token)).contains("Alice");
        assertThat(alice.opened).hasSize(1);
    }

    @Test
    void aRefreshTokenThatSomebodyElseHasUsedLeadsToASignIn() {
        world.provider().inject(Fault.of(Kind.REFRESH_TOKEN_REUSE));
        AccessToken first = token(provider(world.process(), USER));
        var stolen = world.stored();
        AccessToken second = refused(provider(world.process(), USER), first);
        world.restore(stolen);

        AccessToken third = refused(provider(world.process(), USER), first);

        assertThat(third.value()).isNotEqualTo(second.value());
        assertThat(alice.opened).hasSize(2);
        assertThat(alice.asked.getLast().reason()).contains("The refresh token was revoked");
    }

    @Test
    void consentThatWasTakenBackIsAskedForOnThePage() {
        CredentialProvider provider = provider(world.process(), USER);
        AccessToken first = token(provider);
        world.provider().inject(Fault.of(Kind.CONSENT_REQUIRED).at("api://profile"));

        AccessToken second = refused(provider, first);

        assertThat(claims(second)).contains("\"scp\":\"access\"");
        assertThat(alice.asked.getLast().reason()).isEqualTo("Nobody has consented to what the application asks for.");
    }

    @Test
    void consentForTheExchangeIsAskedForOnThePageAndTheExchangeCompletes() {
        CredentialProvider provider = provider(world.process(), BEHALF);
        AccessToken first = token(provider);
        world.provider().inject(Fault.of(Kind.CONSENT_REQUIRED).at("api://profile"));

        AccessToken second = refused(provider, first);

        assertThat(claims(second)).contains("\"scp\":\"access\"");
        assertThat(alice.failures).isEmpty();
        assertThat(alice.opened).hasSize(2);
        assertThat(alice.opened.getLast().toString()).contains("api%3A%2F%2Fprofile%2Faccess");
    }

    @Test
    void aDeclinedConsentNamesTheAdministratorsPage() throws Exception {
        world.provider().inject(Fault.of(Kind.CONSENT_REQUIRED).at("api://profile"));
        world.user = new PageWalker("alice", List.of("decision=deny"));

        Throwable failure = catchThrowable(() -> token(provider(world.process(), USER)));

        assertThat(failure).isInstanceOf(CredentialException.InteractionRequired.class)
                .hasMessageStartingWith("The sign-in for server 'server' was declined, or nobody finished it in time.")
                .hasMessageMatching(".* Administrators consent at http://localhost:\\d+/" + EntraWorld.TENANT
                        + "/adminconsent\\?client_id=" + EntraWorld.CLIENT);
        String page = String.valueOf(failure.getMessage()).replaceFirst(".* consent at ", "");
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpResponse<String> shown = browser.send(HttpRequest.newBuilder(URI.create(page)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(shown.statusCode()).isEqualTo(200);
        }
    }
}
