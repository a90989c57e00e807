package dev.lanyard.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.Credential;
import dev.lanyard.credential.Credential.AccessToken;
import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.UserInteraction.Way;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
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

    private void isRefusedBeforeTheToken(Class<? extends CredentialException> type) {
        assertThatThrownBy(() -> world.signIn(world.provider(world.server()))).isInstanceOf(type)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("canary"));
        assertThat(world.issuer.at("/token")).isEmpty();
        assertThat(world.attacker.server.received()).isEmpty();
    }

    @Test
    void signsInAndGivesTheToken() {
        AccessToken token = world.signIn(world.provider(world.server()));

        assertThat(token.value().reveal()).isEqualTo("canary-access-1");
        assertThat(token.lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(world.user.ended).containsExactly(true);
    }

    @Test
    void asksForNothingBeforeTheServerDoes() {
        assertThat(world.provider(world.server()).credential(world.first())).isEqualTo(new Credential.None());
        assertThat(world.issuer.server.received()).isEmpty();
    }

    @Test
    void a06theResourceIsNamedInBothRequests() {
        AccessToken unused = world.signIn(world.provider(world.server()));

        assertThat(authorization()).containsEntry("resource", world.mcp.url().toString());
        assertThat(tokenRequest()).containsEntry("resource", world.mcp.url().toString());
        assertThat(authorization()).containsEntry("code_challenge_method", "S256");
        assertThat(tokenRequest()).containsKey("code_verifier");
    }

    @Test
    void a07anIssuerThatDoesNotSpeakOfCodeChallengesIsRefused() {
        world.issuer.metadata.remove("code_challenge_methods_supported");
        isRefusedBeforeTheToken(CredentialException.Rejected.class);
        assertThat(world.user.opened).isEmpty();
    }

    @Test
    void a08anIssuerWithPlainCodeChallengesOnlyIsRefused() {
        world.issuer.metadata.putArray("code_challenge_methods_supported").add("plain");
        isRefusedBeforeTheToken(CredentialException.Rejected.class);
        assertThat(world.user.opened).isEmpty();
    }

    @Test
    void a09anAnswerOfAnotherIssuerIsRefused() {
        world.issuer.answer = back -> back.put("iss", "https://evil.example");
        isRefusedBeforeTheToken(CredentialException.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}/", "{upper}", "{}:443", "{}?", ""})
    void a11anIssuerThatIsOnlyAlikeIsAnother(String iss) {
        world.issuer.answer = back -> back.put("iss", iss.replace("{}", world.issuer.origin())
                .replace("{upper}", world.issuer.origin().replace("http", "HTTP")));
        isRefusedBeforeTheToken(CredentialException.Rejected.class);
    }

    @Test
    void a10anIssuerThatSaysItNamesItselfMustDoSo() {
        world.issuer.answer = back -> back.remove("iss");
        isRefusedBeforeTheToken(CredentialException.Rejected.class);
    }

    @Test
    void anIssuerThatDoesNotSayItNamesItselfNeedNot() {
        world.issuer.metadata.remove("authorization_response_iss_parameter_supported");
        world.issuer.answer = back -> back.remove("iss");

        assertThat(world.signIn(world.provider(world.server())).value().reveal()).isEqualTo("canary-access-1");
    }

    @Test
    void a12whatAnotherIssuerSaysIsNotShown() {
        world.issuer.answer = back -> {
            back.remove("code");
            back.put("error", "access_denied");
            back.put("error_description", "call canary-phone");
            back.put("iss", "https://evil.example");
        };
        isRefusedBeforeTheToken(CredentialException.Rejected.class);
    }

    @Test
    void anErrorOfTheIssuerIsShownOnOneLine() {
        world.issuer.answer = back -> {
            back.remove("code");
            back.put("error", "access_denied");
            back.put("error_description", "no\r\n\u001b[31m way");
        };
        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.Rejected.class)
                .hasMessageContaining("access_denied (no???[31m way)");
        assertThat(world.user.ended).containsExactly(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "missing", "twice"})
    void a13anAnswerWithAnotherStateIsNotTaken(String state) {
        world.user.onTheWayBack = back -> {
            String right = FakeIssuer.parameters(back.getRawQuery()).get("state");
            String forged = switch (state) {
                case "wrong" -> back.toString().replace("state=" + right, "state=forged");
                case "missing" -> back.toString().replace("state=" + right, "x=y");
                default -> back + "&state=forged";
            };
            assertThat(world.user.visit(URI.create(forged.replace("canary-code", "forged-code"))).statusCode())
                    .isEqualTo(404);
            return back;
        };

        AccessToken unused = world.signIn(world.provider(world.server()));

        assertThat(tokenRequest()).containsEntry("code", "canary-code");
    }

    @Test
    void a13aPastedAddressWithAnotherStateIsRefused() {
        world.user.ways = List.of(Way.PASTE);
        world.user.onTheWayBack = back -> URI.create(back.toString().replaceAll("state=[^&]+", "state=forged"));
        isRefusedBeforeTheToken(CredentialException.Rejected.class);
    }

    @Test
    void aPastedAddressSignsIn() {
        world.user.ways = List.of(Way.PASTE);

        assertThat(world.signIn(world.provider(world.server())).value().reveal()).isEqualTo("canary-access-1");
    }

    @Test
    void a12aPastedErrorOfTheIssuerIsShown() {
        world.user.ways = List.of(Way.PASTE);
        world.issuer.answer = back -> {
            back.remove("code");
            back.put("error", "access_denied");
        };
        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .hasMessageContaining("refused the sign-in: access_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x",
            "http://evil.example/authorize", "\"&calc", "https://as.example/\\nx", "https://as.example/a b", "-flag",
            "//as.example/authorize", "https:opaque"})
    void a20onlyAnHttpsPageIsOpened(String page) {
        // Who is shown the page answers at once, so that nothing waits if it is.
        world.user.ways = List.of(Way.PASTE);
        world.issuer.metadata.put("authorization_endpoint", page);

        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.class);
        assertThat(world.user.opened).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:pass@as.example/authorize", "https://\u0430pple.example/authorize"})
    void a21aPageWhoseHostDeceivesIsNotOpened(String page) {
        // Who is shown the page answers at once, so that nothing waits if it is.
        world.user.ways = List.of(Way.PASTE);
        world.issuer.metadata.put("authorization_endpoint", page);

        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.class);
        assertThat(world.user.opened).isEmpty();
    }

    @Test
    void aTokenThatEndsIsRenewedAndTheRefreshTokenRotates() {
        SignInProvider provider = world.provider(world.server());
        AccessToken first = world.signIn(provider);
        world.clock.add(Duration.ofHours(2));

        Credential second = provider.credential(world.first());

        assertThat(second).isNotEqualTo(first);
        assertThat(tokenRequest()).containsEntry("grant_type", "refresh_token")
                .containsEntry("refresh_token", "canary-refresh-1")
                .containsEntry("resource", world.mcp.url().toString());
        world.clock.add(Duration.ofHours(2));
        Credential unused = provider.credential(world.first());
        assertThat(tokenRequest()).containsEntry("refresh_token", "canary-refresh-2");
        assertThat(world.user.opened).hasSize(1);
    }

    @Test
    void anotherProcessUsesWhatThisOneKept() {
        AccessToken first = world.signIn(world.provider(world.server()));

        Credential second = world.provider(world.server()).credential(world.first());

        assertThat(((AccessToken) second).value()).isEqualTo(first.value());
        assertThat(world.user.opened).hasSize(1);
    }

    @Test
    void twoProcessesUseUpOneRefreshTokenOnce() {
        SignInProvider one = world.provider(world.server());
        AccessToken unused = world.signIn(one);
        SignInProvider other = world.provider(world.server());
        Credential kept = other.credential(world.first());
        world.clock.add(Duration.ofHours(2));

        Credential first = one.credential(world.first());
        Credential second = other.credential(world.first());

        assertThat(kept).isNotEqualTo(new Credential.None());
        assertThat(((AccessToken) second).value()).isEqualTo(((AccessToken) first).value());
        assertThat(world.issuer.at("/token")).hasSize(2);
    }

    @Test
    void aRenewalThatFailsTakesNothingAway() {
        SignInProvider provider = world.provider(world.server());
        AccessToken unused = world.signIn(provider);
        world.clock.add(Duration.ofHours(2));
        world.issuer.token = (request, exchange) -> exchange.status(503);

        assertThatThrownBy(() -> provider.credential(world.first()))
                .isInstanceOf(CredentialException.Unavailable.class);
        world.issuer.token = (request, exchange) -> {};

        assertThat(provider.credential(world.first())).isInstanceOf(AccessToken.class);
        assertThat(world.user.opened).hasSize(1);
    }

    @Test
    void aRefreshTokenThatWasRevokedLeadsToANewSignIn() {
        SignInProvider provider = world.provider(world.server());
        AccessToken unused = world.signIn(provider);
        world.clock.add(Duration.ofHours(2));
        world.issuer.token = (request, exchange) -> {
            if (request.body().contains("refresh_token")) {
                exchange.json(400, "{\"error\":\"invalid_grant\"}");
            }
        };

        assertThat(provider.credential(world.first())).isEqualTo(new Credential.None());
        assertThat(world.signIn(provider).value().reveal()).isEqualTo("canary-access-2");
        assertThat(world.user.opened).hasSize(2);
    }

    @Test
    void anIssuerThatForgotTheClientRegistersItAgain() {
        AccessToken unused = world.signIn(world.provider(world.server()));
        world.issuer.token = (request, exchange) -> {
            if (request.body().contains("client_id=registered")) {
                exchange.json(401, "{\"error\":\"invalid_client\"}");
            }
        };
        world.issuer.registration = "{\"client_id\":\"anew\"}";
        SignInProvider provider = world.provider(world.server());

        provider.signIn(world.first());

        assertThat(((AccessToken) provider.credential(world.first())).value().reveal()).isEqualTo("canary-access-2");
        assertThat(tokenRequest()).containsEntry("client_id", "anew");
        assertThat(world.issuer.at("/register")).hasSize(2);
    }

    @Test
    void a27aServerThatWantsMoreForEverGetsAnError() {
        SignInProvider provider = world.provider(world.server());
        Credential token = world.signIn(provider);
        String wanted = "Bearer error=\"insufficient_scope\", scope=\"write\"";
        Credential more = provider.credential(world.refused(403, wanted, token));

        assertThat(world.user.asked).singleElement()
                .satisfies(asked -> assertThat(asked.scopes()).containsExactly("write"));
        assertThat(authorization()).containsEntry("scope", "write");
        assertThatThrownBy(() -> provider.credential(world.refused(403, wanted, more)))
                .isInstanceOf(CredentialException.InsufficientScope.class);
        assertThat(world.user.opened).hasSize(2);
    }

    @Test
    void a28moreIsAskedForOnlyIfTheUserAgrees() {
        SignInProvider provider = world.provider(world.server());
        Credential token = world.signIn(provider);
        world.user.agrees = false;

        assertThatThrownBy(() -> provider.credential(
                world.refused(403, "Bearer error=\"insufficient_scope\", scope=\"admin\"", token)))
                .isInstanceOf(CredentialException.InsufficientScope.class);
        assertThat(world.user.opened).hasSize(1);
        assertThat(world.issuer.at("/token")).hasSize(1);
    }

    @Test
    void thirtyTwoCallsThatNeedASignInLeadToOne() throws Exception {
        SignInProvider provider = world.provider(world.server());
        List<Callable<Credential>> calls = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            calls.add(() -> world.signIn(provider));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Credential> call : threads.invokeAll(calls)) {
                assertThat(((AccessToken) call.get()).value().reveal()).isEqualTo("canary-access-1");
            }
        }
        assertThat(world.user.opened).hasSize(1);
    }

    @Test
    void withoutAnybodyToAskNothingIsRegisteredAndTheRemedyIsNamed() {
        world.user.ways = List.of();

        assertThatThrownBy(() -> world.signIn(world.provider(world.server())))
                .isInstanceOf(CredentialException.InteractionRequired.class)
                .hasMessageEndingWith("Sign in to it: 'lanyard mcp login test'.");
        assertThat(world.issuer.at("/register")).isEmpty();
    }

    @Test
    void signingOutForgetsAndRevokes() {
        SignInProvider provider = world.provider(world.server());
        AccessToken unused = world.signIn(provider);

        provider.signOut(world.first());

        assertThat(provider.credential(world.first())).isEqualTo(new Credential.None());
        assertThat(world.provider(world.server()).credential(world.first())).isEqualTo(new Credential.None());
        assertThat(world.issuer.at("/revoke")).extracting(request -> FakeIssuer.parameters(request.body()).get("token"))
                .containsExactly("canary-refresh-1", "canary-access-1");
    }

    @Test
    void a34aTokenOfOneServerIsNotThatOfAnotherWithTheSameIssuer() throws IOException {
        AccessToken first = world.signIn(world.provider(world.server()));
        try (SignInWorld other = new SignInWorld()) {
            OAuthServer second = OAuthServer.of("other", other.mcp.url());
            SignInProvider provider = new SignInProvider(second,
                    new OAuthContext(dev.lanyard.network.HttpPolicy.direct(), world.store, other.user, other.clock),
                    new dev.lanyard.credential.CredentialCache(other.clock), dev.lanyard.event.AgentListener.none(),
                    true);
            other.resourceMetadata = other.naming(world.issuer.origin());

            assertThat(provider.credential(other.first())).isEqualTo(new Credential.None());
            assertThat(other.signIn(provider).value()).isNotEqualTo(first.value());
        }
    }

    @Test
    void a35aTokenOfOneAccountIsNotThatOfAnother() {
        AccessToken unused = world.signIn(world.provider(world.server()));
        OAuthServer bob = new OAuthServer("test", world.mcp.url(), null, null, null, OAuthServer.Redirect.ANY_PORT,
                List.of(), ResourceMode.AUTO, "bob");

        assertThat(world.provider(bob).credential(world.first())).isEqualTo(new Credential.None());
    }
}
