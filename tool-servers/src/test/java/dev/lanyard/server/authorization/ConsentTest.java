package dev.lanyard.server.authorization;

import static dev.lanyard.server.authorization.TestAuthorizationServer.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsentTest {
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

    @Test
    void showsWhoAsksForWhatAndWhereTheAnswerGoes() throws Exception {
        HttpResponse<String> login = browser.go(server.authorize());
        HttpResponse<String> consent = browser.press(login, "user", "bob");

        assertThat(login.body()).contains("The App", "Alice Example", "Bob Example", "local playground",
                "name=\"user\" value=\"alice\"");
        assertThat(consent.body()).contains("Allow The App?", "Expenses", "Bob Example", "See your expenses",
                "Stay signed in", "app.example", "name=\"decision\" value=\"allow\"",
                "name=\"decision\" value=\"deny\"");
    }

    /** SECURITY D06. */
    @Test
    void d06LetsNoFrameShowAPageAndNoScriptRunInIt() throws Exception {
        HttpResponse<String> page = browser.go(server.authorize());

        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).matches(
                "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; frame-ancestors 'none';"
                        + " form-action 'self' https://app\\.example");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    }

    /** SECURITY D06 and A17: every word of a client is foreign. */
    @Test
    void d06EscapesWhatAClientCallsItself() throws Exception {
        String name = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\\\" onfocus='x'\\u202e\\u0007";
        HttpResponse<String> registered = server.register("{\"client_name\":\"" + name + "\",\"redirect_uris\":[\""
                + REDIRECT + "\"],\"token_endpoint_auth_method\":\"none\"}");
        String id = TestAuthorizationServer.json(registered).path("client_id").asText();

        HttpResponse<String> login = browser.go(server.authorize("client_id", id, "state", "\"><script>x</script>"));
        HttpResponse<String> consent = browser.press(login, "user", "alice");

        for (HttpResponse<String> page : List.of(login, consent)) {
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script", "<img", "\u202e", "\u0007", "onfocus='");
        }
    }

    @Test
    void d06RefusesAFormWithoutTheSealOfItsBrowser() throws Exception {
        HttpResponse<String> consent = browser.press(browser.go(server.authorize()), "user", "alice");

        HttpResponse<String> forged = browser.press(consent, "decision", "allow", "seal", "guessed");
        Map<String, String> without = Browser.hidden(consent);
        without.remove("seal");
        without.put("decision", "allow");

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(browser.submit(consent, without).statusCode()).isEqualTo(400);
        assertThat(Browser.parameter(Browser.location(browser.press(consent, "decision", "allow")), "code"))
                .isNotEmpty();
    }

    /** CVE-2026-27124: a link sent to a victim must not end in the attacker's consent, nor the other way round. */
    @Test
    void d02GoesOnInNoOtherBrowser() throws Exception {
        HttpResponse<String> consent = browser.press(browser.go(server.authorize()), "user", "alice");
        Browser other = new Browser(server);
        HttpResponse<String> others = other.press(other.go(server.authorize()), "user", "bob");

        Map<String, String> mixed = Browser.hidden(others);
        mixed.put("id", Browser.hidden(consent).get("id"));
        mixed.put("decision", "allow");

        assertThat(other.submit(others, mixed).statusCode()).isEqualTo(400);
        assertThat(new Browser(server).go(consent.uri()).statusCode()).isEqualTo(400);
        assertThat(other.go(consent.uri()).statusCode()).isEqualTo(400);
    }

    @Test
    void d05EndsOnceAndWithinTenMinutes() throws Exception {
        HttpResponse<String> consent = browser.press(browser.go(server.authorize()), "user", "alice");
        browser.press(consent, "decision", "allow");
        HttpResponse<String> again = browser.press(consent, "decision", "allow");

        HttpResponse<String> late = browser.go(server.authorize("scope", "expenses:write"));
        server.clock.add(Duration.ofMinutes(10));

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("used already");
        assertThat(browser.press(late, "decision", "allow").statusCode()).isEqualTo(400);
    }

    /** SECURITY D07: http on loopback has no Secure and so no __Host-. */
    @Test
    void d07KeepsTheSessionFromScriptsAndOtherSitesAndRenewsIt() throws Exception {
        HttpResponse<String> begun = server.get(server.authorize());
        String cookie = begun.headers().firstValue("Set-Cookie").orElse("");
        HttpResponse<String> login = browser.go(server.authorize());
        Map<String, String> before = Map.copyOf(browser.cookies);
        browser.press(login, "user", "alice");

        assertThat(cookie).matches(
                "lanyard-" + server.issuer.getPort() + "=[\\w-]{43}; Path=/issuer/; HttpOnly; SameSite=Lax");
        assertThat(browser.cookies.keySet()).isEqualTo(before.keySet());
        assertThat(browser.cookies).isNotEqualTo(before);
    }

    /** SECURITY D01: what was agreed counts for one client, one resource and these scopes. */
    @Test
    void d01RemembersConsentPerClientResourceAndScope() throws Exception {
        browser.press(browser.press(browser.go(server.authorize("client_id", "service")), "user", "alice"), "decision",
                "allow");

        URI again = Browser.location(browser.go(server.authorize("client_id", "service")));
        HttpResponse<String> more = browser.go(server.authorize("client_id", "service", "scope", "expenses:write"));
        HttpResponse<String> other = browser.go(server.authorize());

        assertThat(Browser.parameter(again, "code")).isNotEmpty();
        assertThat(more.body()).contains("Add expenses", "decision");
        assertThat(other.body()).contains("Allow The App?");
    }

    /** RFC 8252, section 8.6: a program on this machine can take any public client's id. */
    @Test
    void asksEveryTimeForAClientThatAnybodyHereCouldPoseAs() throws Exception {
        URI request = server.authorize("redirect_uri", "http://127.0.0.1:4000/callback");
        browser.allow(request);

        HttpResponse<String> again = browser.go(request);

        assertThat(again.body()).contains("Any program here could give itself that name", "decision");
    }

    @Test
    void letsAnotherUserTakeOverAndAgreeForThemselvesOnly() throws Exception {
        HttpResponse<String> consent = browser.press(browser.go(server.authorize()), "user", "alice");
        HttpResponse<String> login = browser.press(consent, "switch", "user");
        HttpResponse<String> bobs = browser.press(login, "user", "bob");

        HttpResponse<String> stale = browser.press(consent, "decision", "allow");

        assertThat(login.body()).contains("Who are you?");
        assertThat(bobs.body()).contains("Bob Example");
        assertThat(stale.body()).contains("Bob Example", "decision");
    }

    @Test
    void refusesUsersThatAreNotThere() throws Exception {
        assertThat(browser.press(browser.go(server.authorize()), "user", "mallory").statusCode()).isEqualTo(400);
    }

    @Test
    void c15RefusesAFormFromAnotherSite() throws Exception {
        HttpResponse<String> answer = server.post("/interaction", Map.of("id", "x"), "Origin", "https://evil.example");

        assertThat(answer.statusCode()).isEqualTo(403);
    }
}
