package dev.lanyard.server.authorization;

import static dev.lanyard.server.authorization.TestAuthorizationServer.EXPENSES;
import static dev.lanyard.server.authorization.TestAuthorizationServer.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizeTest {
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

    /** RFC 6749, section 4.1.2; RFC 9207, section 2. */
    @Test
    void sendsTheBrowserBackWithCodeStateAndIssuer() throws Exception {
        URI back = browser.allow(server.authorize());

        assertThat(back.toString()).startsWith(REDIRECT + "?");
        assertThat(Browser.parameter(back, "code")).hasSize(43);
        assertThat(Browser.parameter(back, "state")).isEqualTo("state-1");
        assertThat(Browser.parameter(back, "iss")).isEqualTo(server.issuer.toString());
    }

    @Test
    void answersAtAnyPortOfTheLoopbackAddress() throws Exception {
        URI back = browser.allow(server.authorize("redirect_uri", "http://127.0.0.1:49152/callback"));

        assertThat(back.toString()).startsWith("http://127.0.0.1:49152/callback?");
    }

    @ParameterizedTest(name = "{0} {1}={2}")
    @CsvSource(textBlock = """
                           unsupported_response_type, response_type, token
                           unsupported_response_type, response_type, code id_token
                           invalid_request, response_type, ''
                           invalid_request, code_challenge, ''
                           invalid_request, code_challenge_method, plain
                           invalid_request, code_challenge_method, ''
                           invalid_request, response_mode, fragment
                           invalid_request, response_mode, form_post
                           invalid_target, resource, ''
                           invalid_target, resource, http://localhost/other/mcp
                           invalid_target, resource, http://localhost/expenses/mcp/
                           invalid_scope, scope, admin
                           invalid_scope, scope, expenses:read reports
                           request_not_supported, request, eyJhbGciOiJub25lIn0.e30.
                           """)
    void refusesAtTheClientWithStateAndIssuer(String error, String parameter, String value) throws Exception {
        URI back = Browser.location(browser.go(server.authorize(parameter, value)));

        assertThat(back.toString()).startsWith(REDIRECT + "?");
        assertThat(Browser.parameter(back, "error")).isEqualTo(error);
        assertThat(Browser.parameter(back, "iss")).isEqualTo(server.issuer.toString());
        assertThat(Browser.parameter(back, "state")).isEqualTo("state-1");
        assertThat(back.getRawQuery()).doesNotContain("code=");
    }

    /** RFC 8707, section 2.2: a token for two servers would let each call the other. */
    @Test
    void refusesTwoResources() throws Exception {
        URI both = URI.create(server.authorize() + "&resource=" + TestAuthorizationServer.REPORTS);

        assertThat(Browser.parameter(Browser.location(browser.go(both)), "error")).isEqualTo("invalid_target");
    }

    /** RFC 6749, section 4.1.2.1: no redirect to where a stranger said. */
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(textBlock = """
                           redirect_uri, ''
                           redirect_uri, https://evil.example/callback
                           redirect_uri, https://app.example/callback/
                           redirect_uri, javascript:alert(1)
                           client_id, ''
                           client_id, nobody
                           client_id, <script>alert(1)</script>
                           """)
    void tellsTheUserAndRedirectsNowhere(String parameter, String value) throws Exception {
        HttpResponse<String> page = browser.go(server.authorize(parameter, value));

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.headers().firstValue("Location")).isEmpty();
        assertThat(page.body()).contains("This does not work").doesNotContain("<script", "evil.example");
    }

    @Test
    void refusesDoubledParameters() throws Exception {
        assertThat(browser.go(URI.create(server.authorize() + "&client_id=app")).statusCode()).isEqualTo(400);
        assertThat(browser.go(URI.create(server.authorize() + "&redirect_uri=x")).statusCode()).isEqualTo(400);
        URI state = Browser.location(browser.go(URI.create(server.authorize() + "&state=other")));
        assertThat(Browser.parameter(state, "error")).isEqualTo("invalid_request");
        assertThat(Browser.parameter(state, "state")).isEmpty();
    }

    @Test
    void tellsTheClientThatTheUserSaidNo() throws Exception {
        HttpResponse<String> consent = browser.press(browser.go(server.authorize()), "user", "alice");

        URI back = Browser.location(browser.press(consent, "decision", "deny"));

        assertThat(Browser.parameter(back, "error")).isEqualTo("access_denied");
        assertThat(Browser.parameter(back, "state")).isEqualTo("state-1");
        assertThat(Browser.parameter(back, "iss")).isEqualTo(server.issuer.toString());
    }

    @Test
    void asksForEveryScopeOfTheResourceWhenNoneIsNamed() throws Exception {
        HttpResponse<String> consent = browser.press(browser.go(server.authorize("scope", "")), "user", "alice");

        assertThat(consent.body()).contains("See your expenses", "Add expenses", EXPENSES);
    }
}
