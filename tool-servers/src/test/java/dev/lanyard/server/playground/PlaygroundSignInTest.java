package dev.lanyard.server.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.authorization.Browser;
import dev.lanyard.server.http.StrictJson;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that knows nothing but the address of the expenses server comes to its user's rows, as MCP 2025-11-25 says. */
class PlaygroundSignInTest {
    private static final String REDIRECT = "http://127.0.0.1:49999/callback";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private final HttpClient http = HttpClient.newHttpClient();
    private Playground playground;
    private URI expenses;

    @BeforeEach
    void start() throws Exception {
        playground = Playground.start(PlaygroundOptions.usual());
        expenses = URI.create(playground.origin() + "/expenses/mcp");
    }

    @AfterEach
    void stop() {
        playground.close();
        http.close();
    }

    @Test
    void leadsFromTheChallengeToTheRowsOfTheUser() throws Exception {
        String challenge = challenge(new RawMcp(http, expenses, Map.of()).open());
        JsonNode resource = json(get(attribute(challenge, "resource_metadata")));
        String issuer = resource.at("/authorization_servers/0").asText();
        JsonNode server = json(get(issuer.replaceFirst("/issuer$", "/.well-known/oauth-authorization-server/issuer")));

        JsonNode alices = rows(signIn(server, "alice", attribute(challenge, "scope")));
        JsonNode bobs = rows(signIn(server, "bob", attribute(challenge, "scope")));

        assertThat(resource.path("resource").asText()).isEqualTo(expenses.toString());
        assertThat(server.path("issuer").asText()).isEqualTo(issuer).isEqualTo(playground.issuer().toString());
        assertThat(alices.toString()).contains("Coffee").doesNotContain("Headphones");
        assertThat(bobs.toString()).contains("Headphones").doesNotContain("Coffee");
    }

    @Test
    void hasAPageWhereAdministratorsConsent() throws Exception {
        URI page = URI.create(playground.origin() + "/" + Directory.TENANT + "/adminconsent?client_id=");

        HttpResponse<String> known = http.send(HttpRequest.newBuilder(URI.create(page + playground.clientId())).build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> unknown = http.send(HttpRequest.newBuilder(URI.create(page + "x")).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.body()).contains("Lanyard playground", "this part of it is scripted");
        assertThat(unknown.statusCode()).isEqualTo(400);
    }

    /** MCP 2025-11-25, Authorization, step-up authorization flow. */
    @Test
    void stepsUpToAddAnExpense() throws Exception {
        JsonNode server = json(get(playground.origin() + "/.well-known/oauth-authorization-server/issuer"));
        String reading = signIn(server, "alice", "expenses:read");
        String add = "{\"amount\":9.90,\"category\":\"food\",\"description\":\"Cake\",\"payment_method\":\"cash\"}";
        HttpResponse<String> refused = call(reading, "add_user_expense", add);
        String writing = signIn(server, "alice", attribute(challenge(refused), "scope"));

        HttpResponse<String> added = call(writing, "add_user_expense", add);
        JsonNode after = rows(writing);
        playground.resetExpenses();

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(added.body()).contains("Added 9.90 for Cake");
        assertThat(after.path("count").asInt()).isEqualTo(4);
        assertThat(rows(reading).path("count").asInt()).isEqualTo(3);
    }

    /** The same issuer's token for something else, and the other issuer's token, are worth nothing here (C06, C07). */
    @Test
    void c07TakesNoTokenOfAnotherKind() throws Exception {
        assertThat(call("eyJhbGciOiJub25lIn0.e30.", "get_user_expenses", "{}").statusCode()).isEqualTo(401);
        assertThat(new RawMcp(http, URI.create(playground.origin() + "/reverse/mcp"), Map.of("Authorization", "Bearer "
                + signIn(json(get(playground.origin() + "/.well-known/oauth-authorization-server/issuer")), "alice",
                        "expenses:read")))
                .open()
                .statusCode()).isEqualTo(401);
    }

    private String signIn(JsonNode server, String user, String scope) throws Exception {
        String client = json(post(server.path("registration_endpoint").asText(), "application/json",
                "{\"redirect_uris\":[\"http://127.0.0.1/callback\"],\"token_endpoint_auth_method\":\"none\"}"))
                .path("client_id")
                .asText();
        Browser browser = new Browser(http, playground.issuer());
        HttpResponse<String> login = browser.go(URI.create(server.path("authorization_endpoint").asText()
                + "?response_type=code&client_id=" + client + "&redirect_uri=" + encode(REDIRECT) + "&code_challenge="
                + CHALLENGE + "&code_challenge_method=S256&scope=" + encode(scope) + "&resource="
                + encode(expenses.toString())));
        HttpResponse<String> done = browser.press(browser.press(login, "user", user), "decision", "allow");
        String code = Browser.parameter(URI.create(done.headers().firstValue("Location").orElseThrow()), "code");
        return json(post(server.path("token_endpoint").asText(), "application/x-www-form-urlencoded",
                "grant_type=authorization_code&client_id=" + client + "&redirect_uri=" + encode(REDIRECT)
                        + "&code_verifier=" + VERIFIER + "&code=" + code))
                .path("access_token")
                .asText();
    }

    private JsonNode rows(String access) throws Exception {
        return new RawMcp(http, expenses, Map.of("Authorization", "Bearer " + access))
                .call("get_user_expenses", "{}")
                .path("structuredContent");
    }

    private HttpResponse<String> call(String access, String tool, String arguments) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":"
                + "\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
        return http.send(HttpRequest.newBuilder(expenses)
                .header("Authorization", "Bearer " + access)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElseThrow();
    }

    private static String attribute(String challenge, String name) {
        return challenge.replaceFirst(".*\\b" + name + "=\"([^\"]*)\".*", "$1");
    }

    private HttpResponse<String> get(String uri) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String uri, String type, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return StrictJson.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
