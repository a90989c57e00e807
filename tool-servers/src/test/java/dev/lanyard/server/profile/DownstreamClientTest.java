package dev.lanyard.server.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.http.HttpExchange;
import dev.lanyard.server.http.HttpHandler;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a directory and Graph get to see, each at an origin of its own. */
class DownstreamClientTest {
    private static final String INBOUND = "canary-inbound";

    private final List<String> atDirectory = Collections.synchronizedList(new ArrayList<>());
    private final List<String> atGraph = Collections.synchronizedList(new ArrayList<>());

    private static HttpHandler answering(List<String> seen, int status, String answer) {
        return exchange -> {
            seen.add(exchange.header("Authorization").orElse("") + " "
                    + new String(exchange.body(), StandardCharsets.UTF_8));
            respond(exchange, status, answer);
        };
    }

    private static void respond(HttpExchange exchange, int status, String answer) throws IOException {
        exchange.respond(status, Map.of("Content-Type", "application/json"), answer.getBytes(StandardCharsets.UTF_8));
    }

    private Fetched fetch(int directoryStatus, String directoryAnswer, int graphStatus) throws Exception {
        try (HttpServer directory = HttpServer.start(HttpOptions.onPort(0),
                origin -> Routes.none().with("/token", answering(atDirectory, directoryStatus, directoryAnswer)));
                HttpServer graph = HttpServer.start(HttpOptions.onPort(0),
                        origin -> Routes.none().with("/me", answering(atGraph, graphStatus, "{\"id\":\"1\"}")));
                HttpClient http = HttpClient.newHttpClient()) {
            return new DownstreamClient(new ProfileSettings("profile", () -> "canary-client-secret",
                    () -> directory.origin().resolve("/token"), graph.origin().resolve("/me"), "Graph/User.Read",
                    () -> http)).fetch(INBOUND);
        }
    }

    /** MCP 2025-11-25, Security best practices, token passthrough. */
    @Test
    void c25graphGetsAnotherTokenThanCameIn() throws Exception {
        Fetched fetched = fetch(200, "{\"access_token\":\"canary-outbound\"}", 200);

        assertThat(fetched).isInstanceOf(Fetched.Found.class);
        assertThat(atDirectory).singleElement().asString().contains("assertion=" + INBOUND);
        assertThat(atGraph).containsExactly("Bearer canary-outbound ");
    }

    @Test
    void c25withoutAnotherTokenGraphIsNotAsked() throws Exception {
        assertThat(fetch(400, "{\"error\":\"invalid_grant\"}", 200)).isInstanceOf(Fetched.Refused.class);
        assertThat(fetch(200, "{}", 200)).isInstanceOf(Fetched.Refused.class);
        assertThat(fetch(200, "{\"access_token\":\"" + INBOUND + "\"}", 200)).isInstanceOf(Fetched.Refused.class);
        assertThat(atGraph).isEmpty();
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() throws Exception {
        String padding = " ".repeat(64 * 1024);

        assertThat(fetch(200, "{\"access_token\":\"canary-outbound\"}" + padding, 200))
                .isInstanceOf(Fetched.Refused.class);
        assertThat(atGraph).isEmpty();
    }

    @Test
    void claimsThatFitIntoNoHeaderAreNotPassedOn() throws Exception {
        assertThat(fetch(400, claims(3072), 200)).isInstanceOf(Fetched.Challenged.class);
        assertThat(fetch(400, claims(3073), 200)).isInstanceOf(Fetched.Refused.class);
    }

    private static String claims(int length) {
        return "{\"error\":\"interaction_required\",\"claims\":\"" + "c".repeat(length) + "\"}";
    }
}
