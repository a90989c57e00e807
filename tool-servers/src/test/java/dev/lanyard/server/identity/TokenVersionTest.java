package dev.lanyard.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.auth.JwtAuthenticator;
import dev.lanyard.server.auth.JwtRules;
import dev.lanyard.server.auth.KeySet;
import dev.lanyard.server.auth.ProtectedResourceMetadata;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A resource takes the tokens of the version that its registration asks for, and none of the other: the issuers differ
 * ({@code requestedAccessTokenVersion}).
 */
class TokenVersionTest {
    private static final URI AUTHORITY = URI.create("https://login.lanyard.localhost");
    private static final String CLIENT = "a3c9e7d5-1f42-4b86-8d0e-7b5c2f9a6e02";
    private static final String ONE_APP = "f86a2c14-3d9b-4e07-a5c8-2b7e1f4d9a04";
    private static final String TWO_APP = "0a6d7c18-52e3-4f9b-8c41-9d2e7b3f6a05";
    private static final DirectoryUser ALICE = new DirectoryUser("1a11ce00-5c3f-4d72-9b1e-4e8a7d2f6c10", "alice",
            "Alice", "alice@playground.example");
    private static final Tenant TENANT = new Tenant("5e1f0a9c-2b7d-4c3e-9f10-6a8b4d2c7e01",
            List.of(AppRegistration.of(CLIENT, "d07b6f28-94ae-4e51-b3c7-18f2a5e9c603", "agent")),
            List.of(ProtectedResource.of("api://one", ONE_APP)
                    .withScopes("access")
                    .withVersion(ProtectedResource.Version.V1),
                    ProtectedResource.of("api://two", TWO_APP).withScopes("access").withAudience(TWO_APP)),
            List.of(ALICE));

    private final IdentityProvider provider = new IdentityProvider(AUTHORITY, TENANT, SigningKey.generate(),
            Duration.ofHours(1), Clock.systemUTC());
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.start(HttpOptions.onPort(0), origin -> {
            KeySet keys = KeySet.at(origin.resolve(IdentityProvider.keysPath(TENANT)));
            return new IdentityEndpoint(provider).routes(origin)
                    .with("/one", exchange -> exchange.respond(200, Map.of(), caller(origin, keys,
                            ProtectedResource.Version.V1, "api://one").authenticate(exchange)
                            .toString()
                            .getBytes(StandardCharsets.UTF_8)))
                    .with("/two", exchange -> exchange.respond(200, Map.of(), caller(origin, keys,
                            ProtectedResource.Version.V2, TWO_APP).authenticate(exchange)
                            .toString()
                            .getBytes(StandardCharsets.UTF_8)))
                    .with("/two-of-one", exchange -> exchange.respond(200, Map.of(), caller(origin, keys,
                            ProtectedResource.Version.V2, "api://one").authenticate(exchange)
                            .toString()
                            .getBytes(StandardCharsets.UTF_8)));
        });
    }

    private static JwtAuthenticator caller(URI origin, KeySet keys, ProtectedResource.Version version,
            String audience) {
        String issuer = TokenClaims.issuer(AUTHORITY, TENANT, version);
        return new JwtAuthenticator(JwtRules.of(issuer, audience, "access"),
                new ProtectedResourceMetadata(origin.resolve("/one"), List.of(issuer), List.of("access")), keys,
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void eachVersionIsTakenByAResourceOfThatVersion() throws Exception {
        assertThat(get("/one", "api://one").body()).contains("subject=", "access", "client=" + CLIENT);
        assertThat(get("/two", "api://two").body()).contains("subject=", "access", "client=" + CLIENT);
    }

    @Test
    void neitherIsTakenForTheOther() throws Exception {
        assertThat(get("/two", "api://one").statusCode()).isEqualTo(401);
        assertThat(get("/one", "api://two").statusCode()).isEqualTo(401);
    }

    @Test
    void theIssuerOfAnotherVersionIsRefusedThoughTheAudienceFits() throws Exception {
        HttpResponse<String> answer = get("/two-of-one", "api://one");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("The issuer of the token is not '" + AUTHORITY + "/" + TENANT.id() + "/v2.0'");
    }

    private HttpResponse<String> get(String path, String resource) throws Exception {
        return client.send(HttpRequest.newBuilder(server.origin().resolve(path))
                .header("Authorization", "Bearer " + provider.mint(ALICE, CLIENT, resource))
                .build(), BodyHandlers.ofString());
    }
}
