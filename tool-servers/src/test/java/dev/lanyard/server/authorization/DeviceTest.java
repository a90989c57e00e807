package dev.lanyard.server.authorization;

import static dev.lanyard.server.authorization.TestAuthorizationServer.EXPENSES;
import static dev.lanyard.server.authorization.TestAuthorizationServer.error;
import static dev.lanyard.server.authorization.TestAuthorizationServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8628. */
class DeviceTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private TestAuthorizationServer server;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        server = new TestAuthorizationServer();
        browser = new Browser(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode begin() throws Exception {
        return json(server.post("/device_authorization",
                Map.of("client_id", "app", "resource", EXPENSES, "scope", "expenses:read")));
    }

    private HttpResponse<String> poll(JsonNode begun) throws Exception {
        server.clock.add(INTERVAL);
        return pollAtOnce(begun, "app");
    }

    private HttpResponse<String> pollAtOnce(JsonNode begun, String client) throws Exception {
        return server.post("/token", Map.of("grant_type", "urn:ietf:params:oauth:grant-type:device_code",
                "device_code", begun.path("device_code").asText(), "client_id", client));
    }

    /** Goes to the page, types the code, signs in and comes to the question. */
    private HttpResponse<String> typed(String code) throws Exception {
        return browser.press(browser.go(server.at("/device")), "user_code", code);
    }

    private HttpResponse<String> question(String code) throws Exception {
        return browser.press(typed(code), "user", "alice");
    }

    @Test
    void connectsADeviceOnceItsUserAgrees() throws Exception {
        JsonNode begun = begin();
        HttpResponse<String> before = poll(begun);
        String typed = begun.path("user_code").asText().toLowerCase(Locale.ROOT).replace("-", " ");
        HttpResponse<String> question = question(typed);
        HttpResponse<String> done = browser.press(question, "decision", "allow");
        HttpResponse<String> token = poll(begun);

        assertThat(begun.path("user_code").asText()).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(begun.path("verification_uri").asText()).isEqualTo(server.at("/device").toString());
        assertThat(begun.path("expires_in").asInt()).isEqualTo(600);
        assertThat(begun.path("interval").asInt()).isEqualTo(5);
        assertThat(error(before)).isEqualTo("400 authorization_pending");
        assertThat(question.body()).contains("Allow The App?", begun.path("user_code").asText(), "See your expenses");
        assertThat(done.body()).contains("Your device is connected");
        assertThat(SignedJWT.parse(json(token).path("access_token").asText()).getJWTClaimsSet().getSubject())
                .isEqualTo("alice");
        assertThat(error(poll(begun))).isEqualTo("400 invalid_grant");
    }

    /** Section 3.3.1: a link with the code in it still asks, and shows the code to compare. */
    @Test
    void asksEvenWhenTheLinkHasTheCode() throws Exception {
        JsonNode begun = begin();
        HttpResponse<String> page = browser.go(URI.create(begun.path("verification_uri_complete").asText()));

        assertThat(page.body()).contains("value=\"" + begun.path("user_code").asText() + "\"");
        assertThat(error(poll(begun))).isEqualTo("400 authorization_pending");
    }

    @Test
    void tellsTheDeviceThatItsUserSaidNo() throws Exception {
        JsonNode begun = begin();
        browser.press(question(begun.path("user_code").asText()), "decision", "deny");

        assertThat(error(poll(begun))).isEqualTo("400 access_denied");
        assertThat(browser.press(browser.go(server.at("/device")), "user_code", begun.path("user_code").asText())
                .body()).contains("No device waits with that code");
    }

    /** Section 3.5: each hasty poll makes the device wait five seconds longer. */
    @Test
    void slowsDownADeviceThatAsksTooOften() throws Exception {
        JsonNode begun = begin();
        String first = error(pollAtOnce(begun, "app"));
        String hasty = error(pollAtOnce(begun, "app"));
        String tooSoonNow = error(poll(begun));
        server.clock.add(INTERVAL.multipliedBy(2));

        assertThat(first).isEqualTo("400 authorization_pending");
        assertThat(hasty).isEqualTo("400 slow_down");
        assertThat(tooSoonNow).isEqualTo("400 slow_down");
        assertThat(error(poll(begun))).isEqualTo("400 authorization_pending");
    }

    @Test
    void expiresAfterTenMinutes() throws Exception {
        JsonNode begun = begin();
        server.clock.add(Duration.ofMinutes(10));

        assertThat(error(poll(begun))).isEqualTo("400 expired_token");
        assertThat(browser.press(browser.go(server.at("/device")), "user_code", begun.path("user_code").asText())
                .body()).contains("No device waits with that code");
    }

    @Test
    void givesNothingToAnotherClient() throws Exception {
        HttpResponse<String> stolen = server.postAs("service", "/token", "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code", "device_code", begin().path("device_code").asText());

        assertThat(error(stolen)).isEqualTo("400 invalid_grant");
    }

    /** Section 5.1. */
    @Test
    void stopsWhoGuessesCodes() throws Exception {
        JsonNode begun = begin();
        HttpResponse<String> page = browser.go(server.at("/device"));
        for (int i = 0; i < 30; i++) {
            assertThat(browser.press(page, "user_code", "BBBB-BBBB").statusCode()).isEqualTo(400);
        }
        HttpResponse<String> stopped = browser.press(page, "user_code", begun.path("user_code").asText());
        server.clock.add(Duration.ofMinutes(1));

        assertThat(stopped.statusCode()).isEqualTo(429);
        assertThat(browser.press(page, "user_code", begun.path("user_code").asText()).statusCode()).isEqualTo(200);
    }

    @Test
    void d06RefusesAFormOfAnotherBrowserAndEscapesWhatTheLinkSays() throws Exception {
        HttpResponse<String> page = browser.go(server.at("/device?user_code=%22%3E%3Cscript%3Ex%3C/script%3E"));

        assertThat(page.body()).doesNotContain("<script").contains("&quot;&gt;&lt;script&gt;");
        assertThat(new Browser(server).press(page, "user_code", "BBBB-BBBB").statusCode()).isEqualTo(403);
    }

    @Test
    void refusesToBeginWithoutAResourceOrAClient() throws Exception {
        assertThat(error(server.post("/device_authorization", Map.of("client_id", "app"))))
                .isEqualTo("400 invalid_target");
        assertThat(error(server.post("/device_authorization", Map.of("resource", EXPENSES))))
                .isEqualTo("401 invalid_client");
        assertThat(error(server.post("/device_authorization",
                Map.of("client_id", "app", "resource", EXPENSES, "scope", "admin")))).isEqualTo("400 invalid_scope");
    }
}
