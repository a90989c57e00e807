package dev.lanyard.server.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.lanyard.server.certificate.TrustAnchors;
import dev.lanyard.server.http.StrictJson;
import dev.lanyard.server.identity.IdentityRequest;
import dev.lanyard.server.protocol.StatelessWire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaygroundTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    @TempDir
    private Path parent;
    private Playground playground;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        playground = Playground.start(PlaygroundOptions.usual()
                .withState(parent.resolve("state"))
                .withClock(Clock.fixed(NOW, ZoneOffset.UTC))
                .withTokenLifetime(Duration.ofMinutes(2))
                .withStepDelay(Duration.ZERO));
        client = HttpClient.newBuilder()
                .sslContext(TrustAnchors.clientContext(playground.config().resolveSibling("ca.pem")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        playground.close();
    }

    /** The client verifies the certificate of localhost against ca.pem; the keys come over plain http. */
    @Test
    void givesOutTokensOverHttpsThatTheKeysOverHttpVerify() throws Exception {
        HttpResponse<String> answer = token(playground.tlsOrigin());

        HttpResponse<String> keys = get(playground.origin() + "/" + tenant() + "/discovery/v2.0/keys");
        SignedJWT jwt = SignedJWT.parse(json(answer).get("access_token").textValue());
        var key = JWKSet.parse(keys.body()).getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isEqualTo(NOW.plusSeconds(120));
        assertThat(playground.tokenRequests()).isOne();
        assertThat(playground.identityRequests()).contains(new IdentityRequest("/" + tenant() + "/oauth2/v2.0/token",
                "client_credentials", identity().get("clientId").textValue(), null,
                "api://reverse/.default", 200));
    }

    @Test
    void takesNoSecretsOverPlainHttp() throws Exception {
        assertThat(token(playground.origin()).statusCode()).isEqualTo(403);
        assertThat(playground.tokenRequests()).isZero();
    }

    @Test
    void isNotTrustedWithoutItsAuthority() {
        try (HttpClient stranger = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> stranger.send(HttpRequest.newBuilder(playground.tlsOrigin()).build(),
                    HttpResponse.BodyHandlers.discarding())).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void answersUnknownTenantsAsEntraDoes() throws Exception {
        HttpResponse<String> answer = get(playground.tlsOrigin() + "/other/v2.0/.well-known/openid-configuration");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").textValue()).isEqualTo("invalid_tenant");
    }

    @Test
    void writesReferencesIntoTheConfigurationAndSecretsIntoTheEnvironmentFile() throws Exception {
        String config = Files.readString(playground.config());
        String environment = Files.readString(playground.config().resolveSibling(".env"));

        for (String name : new String[]{"PLAYGROUND_CLIENT_SECRET", "PLAYGROUND_ECHO_KEY", "PLAYGROUND_MODEL_KEY"}) {
            assertThat(environment).contains(name + "=" + playground.variable(name) + "\n");
            assertThat(config).doesNotContain(playground.variable(name));
        }
        assertThat(environment).doesNotContain("TAVILY");
        assertThat(identity().get("connectTo").textValue()).isEqualTo("127.0.0.1:" + playground.tlsOrigin().getPort());
        assertThat(identity().get("clientSecret").textValue()).isEqualTo("${env:PLAYGROUND_CLIENT_SECRET}");
    }

    /** The tool servers speak MCP 2026-07-28 without code of their own. */
    @Test
    void everyServerAnswersWithoutASession() throws Exception {
        StatelessWire echo = new StatelessWire(server("echo")).with("x-api-key",
                playground.variable("PLAYGROUND_ECHO_KEY"));
        StatelessWire time = new StatelessWire(server("time"));
        StatelessWire reverse = new StatelessWire(server("reverse")).with("Authorization",
                "Bearer " + json(token(playground.tlsOrigin())).get("access_token").textValue());

        assertThat(result(echo, "secure_echo", "{\"message\":\"hi\"}").path("echo").textValue()).isEqualTo("hi");
        assertThat(result(time, "current_time", "{}").path("timezone").textValue()).isEqualTo("UTC");
        assertThat(result(reverse, "reverse_tool", "{\"query\":\"abc\"}").path("reversed_query").textValue())
                .isEqualTo("cba");
        assertThat(new StatelessWire(server("reverse")).send("tools/list", "{}").statusCode()).isEqualTo(401);
    }

    private static JsonNode result(StatelessWire wire, String tool, String arguments) throws Exception {
        return wire.ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}")
                .path("result")
                .path("structuredContent");
    }

    @Test
    void reversesWithATokenOfItsOwnIssuer() throws Exception {
        String token = json(token(playground.tlsOrigin())).get("access_token").textValue();
        RawMcp reverse = new RawMcp(client, server("reverse"), Map.of("Authorization", "Bearer " + token));

        JsonNode result = reverse.call("reverse_tool", "{\"query\":\"hello\"}");

        assertThat(result.at("/structuredContent/reversed_query").textValue()).isEqualTo("olleh");
    }

    /** RFC 9728, section 5.1: the challenge leads to the metadata, and that to the issuer of the tokens. */
    @Test
    void challengesWhoComesWithoutAToken() throws Exception {
        HttpResponse<String> answer = new RawMcp(client, server("reverse"), Map.of()).open();

        String metadata = playground.origin() + "/.well-known/oauth-protected-resource/reverse/mcp";
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer resource_metadata=\"" + metadata + "\", scope=\"execute\"");
        assertThat(json(get(metadata)).at("/authorization_servers/0").textValue())
                .isEqualTo("https://login.lanyard.localhost/" + tenant() + "/v2.0");
    }

    @Test
    void echoesWithTheKeyAndTellsTheTimeWithoutAny() throws Exception {
        RawMcp echo = new RawMcp(client, server("echo"),
                Map.of("x-api-key", playground.variable("PLAYGROUND_ECHO_KEY")));
        RawMcp time = new RawMcp(client, server("time"), Map.of());

        assertThat(echo.call("secure_echo", "{\"message\":\"world\"}").at("/content/0/text").textValue())
                .isEqualTo("Echo: world");
        assertThat(time.call("current_time", "{}").at("/structuredContent/datetime").textValue())
                .isEqualTo("2026-11-20T12:00:00+00:00");
    }

    @Test
    void searchesWithAKeyInTheAuthorizationHeader() throws Exception {
        String key = playground.variable(playground.searchKeyVariable());
        RawMcp tavily = new RawMcp(client, playground.search(), Map.of("Authorization", "Bearer " + key));

        JsonNode found = tavily.call("tavily_search", "{\"query\":\"What is new in Java 25?\"}");
        JsonNode extracted = tavily.call("tavily_extract",
                "{\"urls\":[\"https://openjdk.org/projects/jdk/25/\",\"https://nowhere.example/\"]}");

        assertThat(found.at("/structuredContent/results/0/url").textValue())
                .isEqualTo("https://openjdk.org/projects/jdk/25/");
        assertThat(extracted.at("/structuredContent/results/0/raw_content").textValue()).contains("JEP 506");
        assertThat(extracted.at("/structuredContent/failed_results/0/url").textValue())
                .isEqualTo("https://nowhere.example/");
    }

    @Test
    void refusesToSearchWithoutTheKey() throws Exception {
        HttpResponse<String> answer = new RawMcp(client, playground.search(), Map.of("Authorization", "Bearer no"))
                .open();

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(playground.requests("tavily")).isOne();
    }

    @Test
    void stopsOneServerAndLeavesTheOthers() throws Exception {
        playground.stop("tavily");

        assertThat(new RawMcp(client, playground.search(), Map.of()).open().statusCode()).isEqualTo(503);
        assertThat(token(playground.tlsOrigin()).statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatThePortIsTaken() {
        int taken = playground.origin().getPort();

        assertThatThrownBy(() -> Playground.start(PlaygroundOptions.usual().withPort(taken)))
                .isInstanceOf(PlaygroundArgumentException.class)
                .hasMessage("--port: " + taken + " is taken. Write another, or 0 for a free one.");
    }

    @Test
    void deletesItsFilesWhenClosed() {
        playground.close();

        assertThat(parent).isEmptyDirectory();
    }

    private HttpResponse<String> token(URI origin) throws Exception {
        String form = "grant_type=client_credentials&scope=api%3A%2F%2Freverse%2F.default&client_id="
                + identity().get("clientId").textValue() + "&client_secret="
                + playground.variable("PLAYGROUND_CLIENT_SECRET");
        return client.send(
                HttpRequest.newBuilder(URI.create(origin + "/" + tenant() + "/oauth2/v2.0/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String uri) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI server(String name) throws Exception {
        return URI.create(
                StrictJson.read(Files.readAllBytes(playground.config())).at("/servers/" + name + "/url").textValue());
    }

    private JsonNode identity() throws Exception {
        return StrictJson.read(Files.readAllBytes(playground.config())).at("/identities/playground");
    }

    private String tenant() throws Exception {
        return identity().get("tenant").textValue();
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return StrictJson.read(response.body().getBytes(StandardCharsets.UTF_8));
    }
}
