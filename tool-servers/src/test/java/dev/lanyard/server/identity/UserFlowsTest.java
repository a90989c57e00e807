package dev.lanyard.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.lanyard.server.authorization.Browser;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserFlowsTest {
    private static final String SCOPE = "api://api/access openid profile offline_access";
    private TestTenant tenant;

    @BeforeEach
    void start() throws Exception {
        tenant = new TestTenant();
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void signsAUserInAndIssuesTokensOfEntrasShape() throws Exception {
        JsonNode answer = tenant.signIn();

        JWTClaimsSet access = claims(answer, "access_token");
        assertThat(access.getAudience()).containsExactly(TestTenant.AGENT);
        assertThat(access.getClaims()).containsEntry("oid", TestTenant.ALICE.objectId())
                .containsEntry("tid", TestTenant.ID)
                .containsEntry("scp", "access_as_user")
                .containsEntry("azp", TestTenant.AGENT)
                .containsEntry("azpacr", "0")
                .containsEntry("preferred_username", "alice@example.test")
                .containsEntry("ver", "2.0")
                .doesNotContainKeys("roles", "appid", "acrs");
        JWTClaimsSet id = claims(answer, "id_token");
        assertThat(id.getAudience()).containsExactly(TestTenant.AGENT);
        assertThat(id.getClaims()).containsEntry("name", "Alice").doesNotContainKeys("scp", "azp");
        assertThat(new String(Base64.getUrlDecoder().decode(answer.get("client_info").textValue()),
                StandardCharsets.UTF_8))
                .isEqualTo("{\"uid\":\"" + TestTenant.ALICE.objectId() + "\",\"utid\":\"" + TestTenant.ID + "\"}");
        assertThat(answer.get("scope").textValue()).contains(TestTenant.AGENT + "/.default");
    }

    /** OAuth 2.0 Form Post Response Mode; without JavaScript the button does it. */
    @Test
    void answersByAFormThatSubmitsItself() throws Exception {
        HttpResponse<String> page = tenant.browser.press(
                tenant.browser.go(tenant.authorize(SCOPE, "response_mode", "form_post")), "user", "alice");

        assertThat(page.body()).contains("action=\"" + TestTenant.REDIRECT + "\"")
                .contains("<button class=\"main\">Continue</button>")
                .contains("document.forms[0].submit()");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'sha256-")
                .contains("form-action 'self' " + TestTenant.REDIRECT);
        assertThat(Browser.hidden(page)).containsKeys("code", "client_info").containsEntry("state", "state-1");
    }

    /** RFC 7636, section 4.6. */
    @Test
    void bindsACodeToItsVerifier() throws Exception {
        CodeVerifier verifier = new CodeVerifier();
        String challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();

        String first = tenant.code(SCOPE, "code_challenge", challenge, "code_challenge_method", "S256");
        JsonNode wrong = redeem(first, new CodeVerifier().getValue());
        JsonNode again = redeem(first, verifier.getValue());

        assertThat(TestTenant.number(wrong)).isEqualTo(501481);
        assertThat(TestTenant.number(again)).isEqualTo(54005);
        String second = Browser.parameter(URI.create(tenant.browser
                .go(tenant.authorize(SCOPE, "code_challenge", challenge, "code_challenge_method", "S256"))
                .headers()
                .firstValue("Location")
                .orElseThrow()), "code");
        assertThat(redeem(second, verifier.getValue()).has("access_token")).isTrue();
    }

    @Test
    void refreshesForAnotherResourceThanTheOneSignedInFor() throws Exception {
        String refresh = tenant.signIn().get("refresh_token").textValue();

        JsonNode answer = tenant.token("grant_type", "refresh_token", "client_id", TestTenant.AGENT, "refresh_token",
                refresh, "scope", SCOPE);

        assertThat(claims(answer, "access_token").getAudience()).containsExactly("api://api");
        assertThat(answer.has("refresh_token")).isTrue();
        assertThat(answer.has("client_info")).isFalse();
    }

    @Test
    void endsRefreshTokensAfterNinetyDaysWithoutUse() throws Exception {
        String refresh = tenant.signIn().get("refresh_token").textValue();
        tenant.clock.add(Duration.ofDays(91));

        assertThat(TestTenant.number(tenant.token("grant_type", "refresh_token", "client_id", TestTenant.AGENT,
                "refresh_token", refresh, "scope", SCOPE))).isEqualTo(700082);
    }

    /** RFC 8628; MSAL4J says "device_code" for the grant. */
    @Test
    void signsADeviceInOnceTheUserHasAgreedOnThePage() throws Exception {
        JsonNode begun = StrictJson.object(
                tenant.post("devicecode", "client_id", TestTenant.AGENT, "scope", SCOPE).getBody());
        String code = begun.get("user_code").textValue();
        JsonNode pending = poll(begun);
        tenant.clock.add(Duration.ofSeconds(5));

        HttpResponse<String> entered = tenant.browser.press(
                tenant.browser.go(URI.create(begun.get("verification_uri").textValue())), "user_code", code);
        HttpResponse<String> consent = tenant.browser.press(entered, "user", "alice");
        HttpResponse<String> done = tenant.browser.press(consent, "decision", "allow");

        assertThat(pending.get("error").textValue()).isEqualTo("authorization_pending");
        assertThat(consent.body()).contains(code);
        assertThat(done.body()).contains("You have signed in");
        assertThat(claims(poll(begun), "access_token").getClaim("oid")).isEqualTo(TestTenant.ALICE.objectId());
        assertThat(poll(begun).get("error").textValue()).isEqualTo("bad_verification_code");
    }

    /** OpenID Connect Core 1.0, section 5.5: a device asks as a browser does. */
    @Test
    void asksADevicesUserForTheSecondFactorThatItsClaimsDemand() throws Exception {
        JsonNode begun = StrictJson.object(tenant.post("devicecode", "client_id", TestTenant.AGENT, "scope", SCOPE,
                "claims", UserTokens.POLICY_CLAIMS).getBody());

        HttpResponse<String> asked = tenant.browser.press(tenant.browser.press(
                tenant.browser.go(URI.create(begun.get("verification_uri").textValue())), "user_code",
                begun.get("user_code").textValue()), "user", "alice");
        tenant.browser.press(tenant.browser.press(asked, "mfa", "confirm"), "decision", "allow");

        assertThat(asked.body()).contains("Approve the sign-in?");
        assertThat(claims(poll(begun), "access_token").getClaim("acrs")).isEqualTo(List.of("p1"));
    }

    @Test
    void givesADeviceNothingWhoseUserDidNotDoWhatItsClaimsDemand() throws Exception {
        JsonNode begun = StrictJson.object(
                tenant.post("devicecode", "client_id", TestTenant.AGENT, "scope", SCOPE).getBody());
        HttpResponse<String> consent = tenant.browser.press(tenant.browser.press(
                tenant.browser.go(URI.create(begun.get("verification_uri").textValue())), "user_code",
                begun.get("user_code").textValue()), "user", "alice");
        tenant.browser.press(consent, "decision", "allow");

        JsonNode answer = tenant.token("grant_type", "device_code", "client_id", TestTenant.AGENT, "device_code",
                begun.get("device_code").textValue(), "claims", UserTokens.POLICY_CLAIMS);

        assertThat(TestTenant.number(answer)).isEqualTo(50076);
    }

    @Test
    void tellsADeviceThatTheUserSaidNoOrCameTooLate() throws Exception {
        JsonNode begun = StrictJson.object(
                tenant.post("devicecode", "client_id", TestTenant.AGENT, "scope", SCOPE).getBody());
        URI page = URI.create(begun.get("verification_uri").textValue());
        HttpResponse<String> consent = tenant.browser.press(tenant.browser.press(tenant.browser.go(page), "user_code",
                begun.get("user_code").textValue()), "user", "alice");
        tenant.browser.press(consent, "decision", "deny");

        assertThat(poll(begun).get("error").textValue()).isEqualTo("authorization_declined");
        tenant.clock.add(Duration.ofMinutes(16));
        assertThat(TestTenant.number(poll(begun))).isEqualTo(70020);
    }

    @Test
    void showsAPageAndRedirectsNowhereForARedirectUriThatIsNotRegistered() throws Exception {
        URI foreign = URI.create(tenant.authorize(SCOPE).toString().replace("localhost%3A45678", "evil.example"));

        HttpResponse<String> page = tenant.browser.go(foreign);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("AADSTS50011");
        assertThat(page.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void countsPagesAndTokensWithTheUserTheyAreAbout() throws Exception {
        tenant.signIn();

        assertThat(tenant.provider.requests()).filteredOn(request -> request.path().endsWith("/authorize")).hasSize(1);
        assertThat(tenant.provider.requests()).filteredOn(request -> request.path().endsWith("/token"))
                .containsExactly(new IdentityRequest("/" + TestTenant.ID + "/oauth2/v2.0/token", "authorization_code",
                        TestTenant.AGENT, TestTenant.ALICE.objectId(),
                        TestTenant.AGENT + "/.default openid profile offline_access", 200));
    }

    private JsonNode redeem(String code, String verifier) {
        return tenant.token("grant_type", "authorization_code", "client_id", TestTenant.AGENT, "code", code,
                "redirect_uri", TestTenant.REDIRECT, "code_verifier", verifier, "scope", SCOPE);
    }

    private JsonNode poll(JsonNode begun) {
        return tenant.token("grant_type", "device_code", "client_id", TestTenant.AGENT, "device_code",
                begun.get("device_code").textValue());
    }

    private static JWTClaimsSet claims(JsonNode answer, String name) throws Exception {
        assertThat(answer.has(name)).as(answer.toString()).isTrue();
        return SignedJWT.parse(answer.get(name).textValue()).getJWTClaimsSet();
    }
}
