package dev.lanyard.server.authorization;

import static dev.lanyard.server.authorization.TestAuthorizationServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OAuth Client ID Metadata Document, as MCP 2025-11-25, Authorization, has it. */
class ClientDocumentTest {
    private final AtomicInteger fetches = new AtomicInteger();
    private TestAuthorizationServer server;
    private Browser browser;
    private String id;
    private volatile String document = "";
    private volatile int status = 200;

    @BeforeEach
    void start() throws Exception {
        server = new TestAuthorizationServer(routes -> routes.with(Routes.none()
                .with("/client/metadata.json",
                        this::serve)
                .with("/elsewhere.json", this::serve)));
        browser = new Browser(server);
        id = server.origin() + "/client/metadata.json";
        document = document(id, "none");
    }

    private static String document(String id, String method) {
        return "{\"client_id\":\"" + id + "\",\"client_name\":\"Documented\",\"redirect_uris\":"
                + "[\"http://127.0.0.1/callback\"],\"grant_types\":[\"authorization_code\",\"refresh_token\"],"
                + "\"token_endpoint_auth_method\":\"" + method + "\"}";
    }

    private void serve(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        exchange.respond(status, Map.of("Content-Type", "application/json", "Location", "/elsewhere.json"),
                document.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> ask(String clientId) throws Exception {
        return browser.go(server.authorize("client_id", clientId, "redirect_uri", "http://127.0.0.1:7777/callback"));
    }

    @Test
    void signsInAClientThatIsKnownByItsDocumentAlone() throws Exception {
        HttpResponse<String> consent = browser.press(ask(id), "user", "alice");
        URI back = Browser.location(browser.press(consent, "decision", "allow"));
        HttpResponse<String> tokens = server.redeem(Browser.parameter(back, "code"), "client_id", id, "redirect_uri",
                "http://127.0.0.1:7777/callback");

        assertThat(consent.body()).contains("Allow Documented?", id, "Any program here could give itself that name");
        assertThat(json(tokens).has("refresh_token")).isTrue();
        assertThat(fetches).hasValue(1);
    }

    /** SECURITY A36. */
    @Test
    void a36RefusesADocumentThatSpeaksForAnotherUrl() throws Exception {
        document = document("https://honest.example/client.json", "none");

        assertThat(ask(id).body()).contains("not the URL that it was fetched from");
    }

    @Test
    void refusesADocumentOfAClientWithASharedSecret() throws Exception {
        document = document(id, "client_secret_basic");

        assertThat(ask(id).statusCode()).isEqualTo(400);
    }

    /** SECURITY D10: the redirect would lead past the checks of the address. */
    @Test
    void d10FollowsNoRedirectAndTakesNoErrorForADocument() throws Exception {
        status = 302;
        assertThat(ask(id).statusCode()).isEqualTo(400);
        status = 404;
        assertThat(ask(id).statusCode()).isEqualTo(400);
        assertThat(fetches).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{\"client_id\":", ""})
    void refusesWhatIsNoDocument(String text) throws Exception {
        document = text;

        assertThat(ask(id).body()).contains("cannot be read");
    }

    @Test
    void d10ReadsNoMoreThan64KiB() throws Exception {
        document = document(id, "none") + " ".repeat(64 * 1024);

        assertThat(ask(id).body()).contains("cannot be read");
    }

    /** SECURITY D10 and A22: nothing is fetched from there, whatever name or notation it has. */
    @ParameterizedTest
    @ValueSource(strings = {"http://app.example/client.json", "https://127.0.0.1/client.json",
            "https://localhost/client.json", "https://10.0.0.1/c.json", "https://192.168.1.1/c.json",
            "https://169.254.169.254/latest/meta-data", "https://[::1]/c.json", "https://[::ffff:10.0.0.1]/c.json",
            "https://[fd00::1]/c.json", "https://[fe80::1]/c.json", "https://2130706433/c.json",
            "https://0x7f000001/c.json", "https://127.1/c.json", "https://0.0.0.0/c.json", "https://100.64.0.1/c.json",
            "https://user@1.1.1.1/c.json", "https://1.1.1.1/", "https://1.1.1.1", "https://1.1.1.1/c.json#x",
            "https://1.1.1.1/../c.json", "https://1.1.1.1/%2e%2e/c.json", "http://localhost.evil.example/c.json",
            "http://localhost@evil.example/c.json", "https://"})
    void d10GoesNowhereWithinThisMachineOrItsNetworks(String address) throws Exception {
        HttpResponse<String> page = ask(address);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).containsAnyOf("must be an https URL", "not at a public address", "is not a URL");
        assertThat(fetches).hasValue(0);
    }
}
