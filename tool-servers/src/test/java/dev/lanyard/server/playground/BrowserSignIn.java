package dev.lanyard.server.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Parameters;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ordinary Chromium signs in at the playground. Needs chromium and chromedriver; {@code .ci/browser} brings and runs them. */
class BrowserSignIn {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private final BlockingQueue<Parameters> callbacks = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir
    private Path folder;
    private Playground playground;
    private HttpServer application;
    private WebDriver browser;

    @BeforeEach
    void start() throws Exception {
        playground = Playground.start(PlaygroundOptions.usual());
        application = HttpServer.start(HttpOptions.onPort(0), origin -> Routes.none().with("/callback", exchange -> {
            callbacks.add(exchange.query());
            exchange.respondHtml(200, "<!doctype html><title>Back</title><h1>Back in the application</h1>");
        }));
        browser = WebDriver.start(folder.resolve("profile"));
    }

    @AfterEach
    void stop() throws Exception {
        browser.quit();
        application.close();
        playground.close();
        http.close();
    }

    @Test
    void signsInAsAliceThroughLoginAndConsent() throws Exception {
        String redirect = "http://127.0.0.1:" + application.origin().getPort() + "/callback";
        String client = register(redirect);
        browser.open(URI.create(issuer() + "/authorize?response_type=code&state=s1&client_id=" + client
                + "&redirect_uri=" + encode(redirect) + "&code_challenge=" + CHALLENGE
                + "&code_challenge_method=S256&scope=expenses%3Aread&resource=" + encode(resource())));
        String login = browser.title();
        // The styles stand in the page and count only if its policy lets them in.
        String radius = browser.style("main", "border-top-left-radius");
        browser.click("button[name=user][value=alice]");
        browser.awaitHeading("Allow Chromium test?");
        String consent = browser.text();
        browser.click("button[name=decision][value=allow]");
        Parameters callback = callbacks.poll(30, TimeUnit.SECONDS);

        browser.awaitHeading("Back in the application");

        assertThat(login).isEqualTo("Who are you?");
        assertThat(radius).isEqualTo("14px");
        assertThat(consent).contains("Alice Example", "See your expenses");
        assertThat(callback).isNotNull();
        assertThat(browser.url()).startsWith(redirect + "?");
        assertThat(callback.one("state")).hasValue("s1");
        assertThat(callback.one("iss")).hasValue(issuer());
        assertThat(spent(token(client, redirect, callback.required("code")))).contains("expenses");
    }

    @Test
    void tellsTheApplicationThatBobSaysNo() throws Exception {
        String redirect = "http://localhost:" + application.origin().getPort() + "/callback";
        browser.open(URI.create(issuer() + "/authorize?response_type=code&client_id=" + register(redirect)
                + "&redirect_uri=" + encode(redirect) + "&code_challenge=" + CHALLENGE
                + "&code_challenge_method=S256&resource=" + encode(resource())));
        browser.click("button[name=user][value=bob]");
        browser.click("button[name=decision][value=deny]");

        assertThat(callbacks.poll(30, TimeUnit.SECONDS)).isNotNull()
                .satisfies(callback -> assertThat(callback.one("error")).hasValue("access_denied"));
    }

    @Test
    void connectsADevice() throws Exception {
        String client = register("http://127.0.0.1/callback");
        JsonNode begun = post("/device_authorization", "client_id=" + client + "&resource=" + encode(resource()));
        browser.open(URI.create(begun.path("verification_uri").asText()));
        browser.type("#user_code", begun.path("user_code").asText());
        browser.click("button[name=next]");
        browser.click("button[name=user][value=bob]");
        browser.click("button[name=decision][value=allow]");

        browser.awaitHeading("Your device is connected");
        JsonNode tokens = post("/token", "grant_type=" + encode("urn:ietf:params:oauth:grant-type:device_code")
                + "&client_id=" + client + "&device_code=" + begun.path("device_code").asText());
        assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
    }

    private String issuer() {
        return playground.issuer().toString();
    }

    private String resource() {
        return playground.origin() + "/expenses/mcp";
    }

    private String register(String redirect) throws Exception {
        String body = "{\"client_name\":\"Chromium test\",\"redirect_uris\":[\"" + redirect + "\"],\"grant_types\":"
                + "[\"authorization_code\",\"urn:ietf:params:oauth:grant-type:device_code\"],"
                + "\"token_endpoint_auth_method\":\"none\"}";
        HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(URI.create(issuer() + "/register"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofByteArray());
        return StrictJson.read(answer.body()).path("client_id").asText();
    }

    private String token(String client, String redirect, String code) throws Exception {
        return post("/token", "grant_type=authorization_code&client_id=" + client + "&redirect_uri=" + encode(redirect)
                + "&code_verifier=" + VERIFIER + "&code=" + code).path("access_token").asText();
    }

    private String spent(String access) throws Exception {
        return new RawMcp(http, URI.create(resource()), Map.of("Authorization", "Bearer " + access))
                .call("get_user_expenses", "{}")
                .toString();
    }

    private JsonNode post(String path, String form) throws Exception {
        HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(URI.create(issuer() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(), HttpResponse.BodyHandlers.ofByteArray());
        return StrictJson.read(answer.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
