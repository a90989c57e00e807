package dev.lanyard.server.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.lanyard.server.auth.SecretHash;
import dev.lanyard.server.authorization.Browser;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.threeten.extra.MutableClock;

/** A provider with its pages on a port: an agent that users sign in at, an API that calls Graph for them, and alice. */
final class TestTenant implements AutoCloseable {
    static final String ID = "11111111-aaaa-4aaa-8aaa-000000000001";
    static final String AGENT = "22222222-bbbb-4bbb-8bbb-000000000002";
    static final String API = "33333333-cccc-4ccc-8ccc-000000000003";
    static final String AGENT_SECRET = "canary-agent";
    static final String API_SECRET = "canary-api";
    static final String REDIRECT = "http://localhost:45678";
    static final DirectoryUser ALICE = new DirectoryUser("a11ce000-0000-4000-8000-000000000001", "alice", "Alice",
            "alice@example.test");
    private static final URI AUTHORITY = URI.create("https://login.lanyard.localhost");
    private static final SigningKey KEY = SigningKey.generate();

    final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    final HttpClient http = HttpClient.newHttpClient();
    final IdentityProvider provider;
    private final HttpServer server;
    final Browser browser;

    TestTenant(AppProof... proofs) throws IOException {
        AppRegistration agent = AppRegistration.of(AGENT, "agent-principal", "Agent")
                .withSecret(SecretHash.of(AGENT_SECRET))
                .withRoles("api://api", "execute")
                .withConsent("api://api", "access")
                .asPublicClient(URI.create("http://localhost"));
        for (AppProof proof : proofs) {
            agent = agent.with(proof);
        }
        AppRegistration api = AppRegistration.of(API, "api-principal", "API")
                .withSecret(SecretHash.of(API_SECRET))
                .withConsent(Graph.IDENTIFIER, Graph.SCOPE);
        Tenant tenant = new Tenant(ID, List.of(agent, api),
                List.of(ProtectedResource.of("api://" + AGENT, AGENT).withAudience(AGENT).withScopes("access_as_user"),
                        ProtectedResource.of("api://api", API).withRoles("execute").withScopes("access"),
                        ProtectedResource.of("api://other", "other").withScopes("access", "more"), Graph.resource()),
                List.of(ALICE));
        provider = new IdentityProvider(AUTHORITY, tenant, KEY, Duration.ofHours(1), clock);
        server = HttpServer.start(HttpOptions.onPort(0), new IdentityEndpoint(provider)::routes);
        browser = new Browser(http, server.origin().resolve("/" + ID));
    }

    URI pages() {
        return server.origin();
    }

    /** Returns the address that an app sends the browser to. */
    URI authorize(String scope, String... more) {
        return URI.create(pages() + "/" + ID + "/oauth2/v2.0/authorize?" + encode("client_id", AGENT, "redirect_uri",
                REDIRECT, "response_type", "code", "scope", scope, "state", "state-1") + "&" + encode(more));
    }

    /** Signs alice in at the agent by the pages and returns the code. */
    String code(String scope, String... more) throws Exception {
        HttpResponse<String> page = browser.go(authorize(scope, more));
        HttpResponse<String> answer = page.statusCode() == 303 ? page : browser.press(page, "user", "alice");
        return Browser.parameter(URI.create(answer.headers().firstValue("Location").orElseThrow()), "code");
    }

    HTTPResponse post(String path, String... form) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST,
                URI.create(AUTHORITY + "/" + ID + "/oauth2/v2.0/" + path));
        request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
        request.setBody(encode(form));
        return provider.answer(request, pages());
    }

    /** Asks for a token as the agent with its secret, or without where the form names a code. */
    JsonNode token(String... form) {
        return StrictJson.object(post("token", form).getBody());
    }

    /** Signs alice in and returns what the agent gets for itself: an assertion for on-behalf-of. */
    JsonNode signIn() throws Exception {
        String scope = AGENT + "/.default openid profile offline_access";
        return token("grant_type", "authorization_code", "client_id", AGENT, "code", code(scope), "redirect_uri",
                REDIRECT, "scope", scope, "client_info", "1");
    }

    JsonNode onBehalfOf(String assertion, String scope, String... more) {
        return token(concat(more, "grant_type", OnBehalfOf.GRANT, "requested_token_use", "on_behalf_of", "client_id",
                AGENT, "client_secret", AGENT_SECRET, "assertion", assertion, "scope", scope));
    }

    static int number(JsonNode refusal) {
        return refusal.path("error_codes").path(0).intValue();
    }

    static String encode(String... pairs) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> each : entries(pairs)) {
            text.append(text.isEmpty() ? "" : "&")
                    .append(each.getKey())
                    .append('=')
                    .append(URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static List<Map.Entry<String, String>> entries(String... pairs) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            entries.add(Map.entry(pairs[i], pairs[i + 1]));
        }
        return entries;
    }

    private static String[] concat(String[] more, String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
