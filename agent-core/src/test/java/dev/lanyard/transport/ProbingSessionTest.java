package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.anonymous;
import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.credential.Credential;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2026-07-28, Versioning, Backward Compatibility. */
class ProbingSessionTest {
    private static final String DISCOVERED = "{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{}}";

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start().result("tools/list", "{\"tools\":[]}");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"404|", "405|", "400|Bad Request", "500|", "200|{}", "200|\"result\":{}",
            "200|\"error\":{\"code\":-32601,\"message\":\"?\"}",
            "400|\"error\":{\"code\":-32000,\"message\":\"no session\"}",
            "400|\"error\":{\"code\":-32022,\"message\":\"?\",\"data\":{\"supported\":[\"2025-11-25\"]}}",
            "200|\"result\":{\"supportedVersions\":[\"2031-01-01\",\"2025-11-25\"]}"})
    void greetsAServerThatDoesNotUnderstandTheProbe(String answer) {
        String[] parts = answer.split("\\|", 2);
        server.on("server/discover", (request, exchange) -> exchange.json(Integer.parseInt(parts[0]),
                parts[1].startsWith("\"") ? exchange.message(parts[1]) : parts[1]));

        assertThat(anonymous(server).open(patient()).revision()).isEqualTo("2025-11-25");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 429, 502, 503})
    void takesARefusalForWhatItIs(int status) {
        server.on("server/discover", (request, exchange) -> exchange.status(status, "Location: http://127.0.0.2/"));

        assertThatThrownBy(() -> anonymous(server).open(patient())).isInstanceOf(TransportException.class);
        assertThat(server.received("initialize")).isEmpty();
    }

    @Test
    void remembersTheEraOfAServerForEveryUser() {
        HttpSessionFactory factory = TestSessions.factory(Limits.STANDARD);

        for (int user = 0; user < 3; user++) {
            session(factory).open(patient());
        }

        assertThat(server.received("server/discover")).hasSize(1);
        assertThat(server.received("initialize")).hasSize(3);
    }

    @Test
    void anEraThatIsOnlyRememberedIsFoundOutAnewWhereTheGreetingIsRefused() {
        HttpSessionFactory factory = TestSessions.factory(Limits.STANDARD);
        session(factory).open(patient());
        server.result("server/discover", DISCOVERED)
                .on("initialize", (request, exchange) -> exchange.json(200,
                        exchange.message("\"error\":{\"code\":-32601,\"message\":\"Method not found: initialize\"}")));

        assertThat(session(factory).open(patient()).revision()).isEqualTo("2026-07-28");
    }

    @Test
    void followsAServerIntoTheNextEra() {
        McpSession session = anonymous(server);
        session.request("tools/list", params(), patient());
        server.result("server/discover", DISCOVERED).before((request, exchange) -> {
            if (request.header("MCP-Protocol-Version").compareTo("2026") < 0) {
                exchange.json(request.header("Mcp-Session-Id").isEmpty() ? 400 : 404,
                        exchange.message("\"error\":{\"code\":-32020,\"message\":\"which revision?\"}"));
            }
        });

        session.request("tools/list", params(), patient());

        assertThat(session.open(patient()).revision()).isEqualTo("2026-07-28");
    }

    @Test
    void followsAServerBackIntoTheLastEra() {
        server.result("server/discover", DISCOVERED);
        McpSession session = anonymous(server);
        session.request("tools/list", params(), patient());
        server.on("server/discover", (request, exchange) -> exchange.status(400)).before((request, exchange) -> {
            if (request.rpc().equals("tools/list") && request.header("Mcp-Session-Id").isEmpty()) {
                exchange.status(400);
            }
        });

        session.request("tools/list", params(), patient());

        assertThat(session.open(patient()).revision()).isEqualTo("2025-11-25");
    }

    @Test
    void aRefusalThatIsMeantIsNotTriedInTheOtherEra() {
        server.result("server/discover", DISCOVERED)
                .on("prompts/get", (request, exchange) -> exchange.json(404,
                        exchange.message("\"error\":{\"code\":-32601,\"message\":\"no prompts\"}")));
        McpSession session = anonymous(server);

        assertThatThrownBy(() -> session.request("prompts/get", params(), patient()))
                .isInstanceOf(TransportException.RemoteError.class);
        assertThat(server.received("prompts/get")).hasSize(1);
        assertThat(server.received("initialize")).isEmpty();
    }

    private McpSession session(HttpSessionFactory factory) {
        return factory.session("test", server.url(), TestSessions.fixed(new Credential.None()), (method, params) -> {},
                Map.of());
    }
}
