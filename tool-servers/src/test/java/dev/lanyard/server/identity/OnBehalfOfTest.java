package dev.lanyard.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.lanyard.server.authorization.Browser;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Entra takes as an assertion and what it refuses, with its numbers. */
class OnBehalfOfTest {
    private static final String API = "api://api/access";
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
    void exchangesAUsersTokenForOneOfTheApi() throws Exception {
        JsonNode answer = tenant.onBehalfOf(assertion(), API);

        var claims = SignedJWT.parse(answer.get("access_token").textValue()).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly("api://api");
        assertThat(claims.getClaims()).containsEntry("oid", TestTenant.ALICE.objectId())
                .containsEntry("scp", "access")
                .containsEntry("azp", TestTenant.AGENT)
                .containsEntry("azpacr", "1");
    }

    /** The second hop: the API presents what it got, for Graph, whose tokens are of version 1.0. */
    @Test
    void exchangesTheApisTokenForOneOfGraph() throws Exception {
        String inbound = tenant.onBehalfOf(assertion(), API).get("access_token").textValue();

        JsonNode answer = tenant.token("grant_type", OnBehalfOf.GRANT, "requested_token_use", "on_behalf_of",
                "client_id", TestTenant.API, "client_secret", TestTenant.API_SECRET, "assertion", inbound, "scope",
                "https://graph.microsoft.com/User.Read");

        var claims = SignedJWT.parse(answer.get("access_token").textValue()).getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("https://sts.lanyard.localhost/" + TestTenant.ID + "/");
        assertThat(claims.getClaims()).containsEntry("appid", TestTenant.API)
                .containsEntry("upn", "alice@example.test")
                .containsEntry("ver", "1.0")
                .doesNotContainKey("azp");
    }

    @Test
    void refusesAnAssertionForAnotherApp() throws Exception {
        String inbound = tenant.onBehalfOf(assertion(), API).get("access_token").textValue();

        assertRefused(tenant.onBehalfOf(inbound, API), "invalid_grant", 500131);
    }

    @Test
    void refusesAnIdToken() throws Exception {
        assertRefused(tenant.onBehalfOf(tenant.signIn().get("id_token").textValue(), API), "invalid_request", 240002);
    }

    @Test
    void refusesATokenOfAnApp() {
        String own = tenant.token("grant_type", "client_credentials", "client_id", TestTenant.AGENT, "client_secret",
                TestTenant.AGENT_SECRET, "scope", "api://api/.default").get("access_token").textValue();

        JsonNode answer = tenant.token("grant_type", OnBehalfOf.GRANT, "requested_token_use", "on_behalf_of",
                "client_id", TestTenant.API, "client_secret", TestTenant.API_SECRET, "assertion", own, "scope",
                "https://graph.microsoft.com/User.Read");

        assertRefused(answer, "invalid_request", 7000114);
    }

    @Test
    void refusesAForgedOrExpiredAssertion() throws Exception {
        String assertion = assertion();
        String forged = assertion.substring(0, assertion.lastIndexOf('.')) + ".AAAA";

        assertRefused(tenant.onBehalfOf(forged, API), "invalid_grant", 50013);
        tenant.clock.add(Duration.ofHours(2));
        assertRefused(tenant.onBehalfOf(assertion, API), "invalid_grant", 500133);
    }

    @Test
    void refusesAResourceThatIsNotTheOneOfTheScope() throws Exception {
        assertRefused(tenant.onBehalfOf(assertion(), API, "resource", "http://localhost:8000/mcp"), "invalid_target",
                9010010);
        assertThat(tenant.onBehalfOf(assertion(), API, "resource", "api://api").has("access_token")).isTrue();
    }

    @Test
    void refusesThatAnAppAsksForItselfByItsUri() throws Exception {
        assertRefused(tenant.onBehalfOf(assertion(), "api://" + TestTenant.AGENT + "/access_as_user"),
                "invalid_resource", 90009);
    }

    @Test
    void refusesAPublicClient() throws Exception {
        JsonNode answer = tenant.token("grant_type", OnBehalfOf.GRANT, "requested_token_use", "on_behalf_of",
                "client_id", TestTenant.AGENT, "assertion", assertion(), "scope", API);

        assertRefused(answer, "invalid_client", 7000218);
    }

    @Test
    void wantsConsentAndTakesTheUsersFromThePage() throws Exception {
        String assertion = assertion();
        JsonNode refused = tenant.onBehalfOf(assertion, "api://other/access");
        HttpResponse<String> consent = tenant.browser.go(tenant.authorize("api://other/access"));

        tenant.browser.press(consent, "decision", "allow");

        assertRefused(refused, "invalid_grant", 65001);
        assertThat(refused.get("suberror").textValue()).isEqualTo("consent_required");
        assertThat(consent.body()).contains("Permissions requested");
        assertThat(tenant.onBehalfOf(assertion, "api://other/access").has("access_token")).isTrue();
        assertRefused(tenant.onBehalfOf(assertion, "api://other/more"), "invalid_grant", 65001);
    }

    /** Conditional Access: the claims of the refusal, carried to the page, lead to a token that is good for it. */
    @Test
    void wantsASecondFactorAndTakesTheTokenOfASignInWithOne() throws Exception {
        String assertion = assertion();
        tenant.provider.inject(Fault.of(Fault.Kind.MFA_REQUIRED).at("api://api"));
        JsonNode refused = tenant.onBehalfOf(assertion, API);
        String scope = TestTenant.AGENT + "/.default";

        HttpResponse<String> asked = tenant.browser
                .go(tenant.authorize(scope, "claims", refused.get("claims").textValue()));
        String answer = tenant.browser.press(asked, "mfa", "confirm").headers().firstValue("Location").orElseThrow();

        assertRefused(refused, "interaction_required", 50076);
        String code = Browser.parameter(URI.create(answer), "code");
        String better = tenant.token("grant_type", "authorization_code", "client_id", TestTenant.AGENT, "code", code,
                "redirect_uri", TestTenant.REDIRECT, "scope", scope).get("access_token").textValue();
        assertThat(tenant.onBehalfOf(better, API).has("access_token")).isTrue();
        assertRefused(tenant.onBehalfOf(assertion, API), "interaction_required", 50076);
    }

    private String assertion() throws Exception {
        return tenant.signIn().get("access_token").textValue();
    }

    private static void assertRefused(JsonNode answer, String error, int number) {
        assertThat(answer.path("error").asText()).as(answer.toString()).isEqualTo(error);
        assertThat(TestTenant.number(answer)).isEqualTo(number);
        assertThat(answer.get("error_description").textValue()).startsWith("AADSTS" + number + ": ");
    }
}
