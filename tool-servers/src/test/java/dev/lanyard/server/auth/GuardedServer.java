package dev.lanyard.server.auth;

import static dev.lanyard.server.auth.TestIssuer.AUDIENCE;
import static dev.lanyard.server.auth.TestIssuer.CLOCK;
import static dev.lanyard.server.auth.TestIssuer.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.threeten.extra.MutableClock;

/** A server whose paths are guarded by authenticators that differ in clock, algorithms and keys, and the issuer that they trust. */
final class GuardedServer implements AutoCloseable {
    /** The time at {@code /outage}, of the tokens as of the keys. */
    final MutableClock clock = MutableClock.of(CLOCK.instant(), ZoneOffset.UTC);
    final TestIssuer issuer;
    final HttpServer server;
    final HttpClient client = HttpClient.newHttpClient();

    GuardedServer() throws Exception {
        issuer = new TestIssuer();
        server = HttpServer.start(HttpOptions.onPort(0), origin -> {
            ProtectedResourceMetadata metadata = new ProtectedResourceMetadata(origin.resolve("/reverse/mcp"),
                    List.of(ISSUER), List.of("execute"));
            JwtRules rules = JwtRules.of(ISSUER, AUDIENCE, "execute");
            KeySet keys = KeySet.at(origin.resolve("/keys"));
            Clock later = Clock.offset(CLOCK, Duration.ofMinutes(61).minusSeconds(1));
            Clock tooLate = Clock.offset(CLOCK, Duration.ofMinutes(61));
            return metadata.routes()
                    .with("/keys", issuer)
                    .with("/reverse/mcp", guarded(new JwtAuthenticator(rules, metadata, keys, CLOCK)))
                    .with("/later", guarded(new JwtAuthenticator(rules, metadata, keys, later)))
                    .with("/too-late", guarded(new JwtAuthenticator(rules, metadata, keys, tooLate)))
                    .with("/both", guarded(new JwtAuthenticator(rules.withAlgorithms(Set.of("RS256", "ES256")),
                            metadata, keys, CLOCK)))
                    .with("/outage", guarded(new JwtAuthenticator(rules, metadata,
                            KeySet.at(origin.resolve("/keys")).by(clock), clock)))
                    .with("/dark", guarded(new JwtAuthenticator(rules, metadata,
                            KeySet.at(origin.resolve("/no-keys-here")), CLOCK)));
        });
    }

    private static HttpHandler guarded(JwtAuthenticator authenticator) {
        return exchange -> exchange.respond(200, Map.of(),
                authenticator.authenticate(exchange).toString().getBytes(StandardCharsets.UTF_8));
    }

    void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).startsWith("Bearer resource_metadata=\"" + server.origin() + "/.well-known/")
                .contains("error=\"invalid_token\", error_description=\"");
        assertThat(answer.body()).doesNotContain("Exception", "nimbus", "eyJ");
    }

    static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("www-authenticate").orElseThrow();
    }

    HttpResponse<String> get(String path, @Nullable String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.origin().resolve(path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
