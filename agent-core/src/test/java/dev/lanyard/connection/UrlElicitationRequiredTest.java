package dev.lanyard.connection;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.credential.Credential;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.transport.Call;
import dev.lanyard.transport.FakeServer;
import dev.lanyard.transport.Limits;
import dev.lanyard.transport.McpSession;
import dev.lanyard.transport.TestSessions;
import dev.lanyard.transport.TransportException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MCP 2025-11-25, Elicitation, URL Mode With Elicitation Required Error (-32042), by servers good and bad. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UrlElicitationRequiredTest {
    private static final String PAGE = "https://files.example/connect?state=1";
    private static final Elicitor AGREEING = elicitation -> new ElicitationAnswer.Accepted(
            JsonNodeFactory.instance.objectNode());

    private final BlockingQueue<String> agreed = new LinkedBlockingQueue<>();
    private final AtomicBoolean connected = new AtomicBoolean();
    private FakeServer server;

    /** The server tells on its stream that what was agreed to is done. */
    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start().on("GET", (request, exchange) -> {
            exchange.stream();
            while (true) {
                String id = agreed.take();
                connected.set(true);
                exchange.event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/elicitation/complete\",\"params\":"
                        + "{\"elicitationId\":\"not-" + id + "\"}}")
                        .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/elicitation/complete\",\"params\":"
                                + "{\"elicitationId\":\"" + id + "\"}}");
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String visit(String url) {
        return "{\"mode\":\"url\",\"elicitationId\":\"id-1\",\"url\":\"" + url
                + "\",\"message\":\"Connect your files.\"}";
    }

    private void refusesWith(String data) {
        server.on("tools/call", (request, exchange) -> {
            if (connected.get()) {
                exchange.result("{\"content\":[]}");
            } else {
                exchange.json(200, exchange.message(
                        "\"error\":{\"code\":-32042,\"message\":\"Visit first\",\"data\":" + data + "}"));
            }
        });
    }

    private JsonNode call(Elicitor elicitor) {
        return call(elicitor, patient());
    }

    private JsonNode call(Elicitor elicitor, Call call) {
        try (McpSession session = TestSessions.factory(Limits.STANDARD)
                .session("test", server.url(), TestSessions.fixed(new Credential.None()), (method, params) -> {},
                        Map.of("elicitation/create", new ElicitationHandler("test", elicitor)))) {
            return session.request("tools/call", params().put("name", "files"), call);
        }
    }

    @Test
    void callsAgainOnceTheServerSaysThatTheUserIsDone() {
        BlockingQueue<Elicitation> asked = new LinkedBlockingQueue<>();
        refusesWith("{\"elicitations\":[" + visit(PAGE) + "]}");

        JsonNode result = call(elicitation -> {
            asked.add(elicitation);
            agreed.add("id-1");
            return AGREEING.ask(elicitation);
        });

        assertThat(result.has("content")).isTrue();
        assertThat(asked).containsExactly(
                new Elicitation.Url("test", "Connect your files.", URI.create(PAGE), "id-1"));
        assertThat(server.received("tools/call")).hasSize(2);
    }

    @Test
    void withNobodyThereTheFailureNamesTheHostAndWhatToDo() {
        refusesWith("{\"elicitations\":[" + visit(PAGE) + "]}");

        assertThatThrownBy(() -> call(Elicitor.nobody())).isInstanceOfSatisfying(TransportException.VisitNeeded.class,
                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERACTION_REQUIRED))
                .hasMessage(
                        "Server 'test' wants you to visit 'https://files.example' before it answers 'tools/call', and "
                                + "nobody agreed to that. If you trust that host, ask again in a terminal and agree to open it; "
                                + "only https, or http on this machine, is opened.");
        assertThat(server.received("tools/call")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example/", "http://localhost.evil.example/", "http://127.0.0.1.evil.example/",
            "javascript:alert(1)", "file:///etc/passwd", "ftp://127.0.0.1/", "https:///no-host",
            "https://files.example@evil.example/", "data:text/html,x", "HTTP://evil.example", ""})
    void noOtherAddressIsPutToTheUser(String url) {
        refusesWith("{\"elicitations\":[" + visit(url) + "]}");
        List<Elicitation> asked = new java.util.concurrent.CopyOnWriteArrayList<>();

        assertThatThrownBy(() -> call(elicitation -> {
            asked.add(elicitation);
            return AGREEING.ask(elicitation);
        })).isInstanceOf(TransportException.VisitNeeded.class).hasMessageContaining("nobody agreed to that");
        assertThat(asked).isEmpty();
        assertThat(server.received("tools/call")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"elicitations\":[]}", "{\"elicitations\":{\"a\":1}}", "null",
            "{\"elicitations\":[{\"mode\":\"form\",\"elicitationId\":\"i\",\"message\":\"Password?\"}]}",
            "{\"elicitations\":[{\"mode\":\"url\",\"url\":\"https://a.example\"}]}",
            "{\"elicitations\":[{\"mode\":\"url\",\"elicitationId\":\"i\",\"url\":\"https://a b\"}]}",
            "{\"elicitations\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21]}"})
    void whatTheErrorMayNotHoldBreaksTheProtocol(String data) {
        refusesWith(data);

        assertThatThrownBy(() -> call(AGREEING)).isInstanceOf(TransportException.ProtocolViolated.class);
        assertThat(server.received("tools/call")).hasSize(1);
    }

    @Test
    void aServerThatIsNeverContentIsAskedFourTimes() {
        server.on("tools/call", (request, exchange) -> exchange.json(200, exchange.message(
                "\"error\":{\"code\":-32042,\"message\":\"Again\",\"data\":{\"elicitations\":[" + visit(PAGE)
                        + "]}}")));

        assertThatThrownBy(() -> call(elicitation -> {
            agreed.add("id-1");
            return AGREEING.ask(elicitation);
        })).isInstanceOf(TransportException.VisitNeeded.class)
                .hasMessage(
                        "Server 'test' wants you to visit 'https://files.example' before it answers 'tools/call', and "
                                + "says that what you do there is not done. Finish there, then ask again.");
        assertThat(server.received("tools/call")).hasSize(4);
    }

    @Test
    void whoeverWaitsCanGiveUp() {
        refusesWith("{\"elicitations\":[" + visit(PAGE) + "]}");
        Call call = patient();

        assertThatThrownBy(() -> call(elicitation -> {
            call.cancel("enough");
            return AGREEING.ask(elicitation);
        }, call)).isInstanceOf(TransportException.Cancelled.class);
        assertThat(server.received("tools/call")).hasSize(1);
    }
}
