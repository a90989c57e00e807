package dev.lanyard.server.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.threeten.extra.MutableClock;

/** An authorization server with one client of each kind and two resources, and the requests that clients send. */
final class TestAuthorizationServer implements AutoCloseable {
    static final String REDIRECT = "https://app.example/callback";
    static final String EXPENSES = "http://localhost/expenses/mcp";
    static final String REPORTS = "http://localhost/reports/mcp";
    static final String PRESENTED = "canary-client-secret";
    /** RFC 7636, appendix B. */
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    final HttpClient http = HttpClient.newHttpClient();
    final URI issuer;
    private final HttpServer server;

    TestAuthorizationServer() throws IOException {
        this(UnaryOperator.identity());
    }

    /** Starts a server with further routes, such as those of a client's document. */
    TestAuthorizationServer(UnaryOperator<Routes> more) throws IOException {
        server = HttpServer.start(HttpOptions.onPort(0), origin -> more.apply(
                new AuthorizationServer(settings(URI.create(origin + "/issuer"))).routes()));
        issuer = URI.create(server.origin() + "/issuer");
    }

    private AuthorizationSettings settings(URI at) {
        Map<String, String> scopes = new LinkedHashMap<>();
        scopes.put("expenses:read", "See your expenses");
        scopes.put("expenses:write", "Add expenses");
        return new AuthorizationSettings(at,
                List.of(new TargetResource(URI.create(EXPENSES), "Expenses", scopes),
                        new TargetResource(URI.create(REPORTS), "Reports", Map.of("reports", "Read reports"))),
                List.of(new User("alice", "alice", "Alice Example"), new User("bob", "bob", "Bob Example")),
                List.of(Client.open("app", "The App", List.of(REDIRECT, "http://127.0.0.1/callback")),
                        Client.confidential("service", "The Service", SecretHash.of(PRESENTED), List.of(REDIRECT))
                                .serving(URI.create(EXPENSES)),
                        Client.confidential("stranger", "Another Service", SecretHash.of(PRESENTED), List.of())),
                AuthorizationSettings.DocumentReach.LOOPBACK_TOO, Duration.ofHours(1), clock);
    }

    URI at(String path) {
        return URI.create(issuer + path);
    }

    URI origin() {
        return server.origin();
    }

    /** Returns a good authorization request with these parameters changed; an empty one is left out. */
    URI authorize(String... changes) {
        Map<String, String> parameters = form("response_type", "code", "client_id", "app", "redirect_uri", REDIRECT,
                "state", "state-1", "code_challenge", CHALLENGE, "code_challenge_method", "S256", "resource", EXPENSES,
                "scope", "expenses:read offline_access");
        change(parameters, changes);
        return at("/authorize?" + encode(parameters));
    }

    /** Walks alice through sign-in and consent, and returns the code. */
    String code(String... changes) throws Exception {
        return Browser.parameter(new Browser(this).allow(authorize(changes)), "code");
    }

    /** Redeems a code, with these parameters changed. */
    HttpResponse<String> redeem(String code, String... changes) throws Exception {
        Map<String, String> parameters = form("grant_type", "authorization_code", "code", code, "client_id", "app",
                "redirect_uri", REDIRECT, "code_verifier", VERIFIER, "resource", EXPENSES);
        change(parameters, changes);
        return post("/token", parameters);
    }

    HttpResponse<String> refresh(String refresh, String... changes) throws Exception {
        Map<String, String> parameters = form("grant_type", "refresh_token", "refresh_token", refresh, "client_id",
                "app");
        change(parameters, changes);
        return post("/token", parameters);
    }

    HttpResponse<String> post(String path, Map<String, String> parameters, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(parameters)));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> postAs(String client, String path, String... parameters) throws Exception {
        return post(path, form(parameters), "Authorization", "Basic "
                + Base64.getEncoder().encodeToString((client + ":" + PRESENTED).getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<String> register(String json) throws Exception {
        return http.send(HttpRequest.newBuilder(at("/register"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    static Map<String, String> form(String... pairs) {
        Map<String, String> form = new LinkedHashMap<>();
        change(form, pairs);
        return form;
    }

    private static void change(Map<String, String> form, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1].isEmpty()) {
                form.remove(pairs[i]);
            } else {
                form.put(pairs[i], pairs[i + 1]);
            }
        }
    }

    static String encode(Map<String, String> form) {
        return form.entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return StrictJson.read(response.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the error of a refused request. */
    static String error(HttpResponse<String> response) throws Exception {
        return response.statusCode() + " " + json(response).path("error").asText();
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
