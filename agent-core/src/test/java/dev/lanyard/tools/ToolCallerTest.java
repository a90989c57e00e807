package dev.lanyard.tools;

import static dev.lanyard.connection.TestConnections.list;
import static dev.lanyard.connection.TestConnections.simple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.connection.Connections;
import dev.lanyard.connection.TestConnections;
import dev.lanyard.credential.Credential;
import dev.lanyard.credential.CredentialProvider;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.CredentialKind;
import dev.lanyard.event.ToolOutcome;
import dev.lanyard.transport.FakeServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ToolCallerTest {
    private final ConcurrentLinkedQueue<AgentEvent> events = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private FakeServer server;
    private OfferedTool tool;

    @BeforeEach
    void start() throws IOException {
        server = FakeServer.start().result("tools/list", list(simple("echo")));
        Connections connections = new Connections(List.of(TestConnections.anonymous("s", server)));
        connections.openAll(Duration.ofSeconds(20));
        tool = ToolCatalogue.of(connections, Set.of()).find("s__echo").orElseThrow();
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        server.close();
    }

    private ToolCaller caller(ApprovalMode mode, Duration timeout) {
        return new ToolCaller(new Approval(mode, ToolApprover.nobody()), timeout, events::add);
    }

    private ToolResult call(String arguments) {
        return caller(ApprovalMode.ALL, Duration.ofSeconds(20)).call(3, "id", tool, arguments, call -> {});
    }

    @Test
    void callsAndTellsOfIt() {
        server.result("tools/call", "{\"content\":[{\"type\":\"text\",\"text\":\"hi\\u001b[2J\"}]}");

        ToolResult result = call("{\"a\":1}");

        assertThat(result.outcome()).isEqualTo(ToolOutcome.SUCCEEDED);
        assertThat(result.text()).isEqualTo("hi[2J");
        assertThat(events).containsExactly(
                new AgentEvent.ToolCallStarted(3, "id", "s", "echo", "{\"a\":1}", CredentialKind.NONE),
                new AgentEvent.ToolCallFinished(3, "id", "s", "echo", ToolOutcome.SUCCEEDED, result.took(), "hi[2J"));
        assertThat(server.received("tools/call").getFirst().json().at("/params/arguments/a").asInt()).isEqualTo(1);
    }

    @Test
    void nobodyToAskMeansDeniedAndNothingSent() {
        ToolResult result = caller(ApprovalMode.ASK, Duration.ofSeconds(20)).call(3, "id", tool, "{}", call -> {});

        assertThat(result.outcome()).isEqualTo(ToolOutcome.DENIED);
        assertThat(result.text()).startsWith("Tool 'echo' of server 's' was not called. This call needs approval");
        assertThat(server.received("tools/call")).isEmpty();
        assertThat(events).singleElement().isInstanceOf(AgentEvent.ToolCallFinished.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "null", "{", "{\"a\":1,\"a\":2}", "{\"a\":1} {\"a\":2}", "nonsense"})
    void sendsNoArgumentsThatCanBeReadInTwoWays(String arguments) {
        ToolResult result = call(arguments);

        assertThat(result.outcome()).isEqualTo(ToolOutcome.FAILED);
        assertThat(result.failure()).isInstanceOfSatisfying(ToolException.BadArguments.class,
                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENTS));
        assertThat(result.text()).isEqualTo("The arguments of tool 'echo' are not a JSON object. "
                + "Give them as an object, such as {\"query\":\"hello\"}.");
        assertThat(server.received("tools/call")).isEmpty();
    }

    @Test
    void noArgumentsAreAnEmptyObject() {
        server.result("tools/call", "{\"content\":[]}");

        assertThat(call(" ").outcome()).isEqualTo(ToolOutcome.SUCCEEDED);
        assertThat(server.received("tools/call").getFirst().json().at("/params/arguments").toString())
                .isEqualTo("{}");
    }

    @Test
    void aToolThatFailsSaysSo() {
        server.result("tools/call", "{\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"isError\":true}");

        assertThat(call("{}").outcome()).isEqualTo(ToolOutcome.FAILED);
    }

    @Test
    void aHangEndsAsAnErrorAndTheServerIsTold() throws Exception {
        server.on("tools/call", (request, exchange) -> {
            exchange.stream();
            over.await();
        });

        ToolResult result = caller(ApprovalMode.ALL, Duration.ofMillis(300)).call(3, "id", tool, "{}", call -> {});

        assertThat(result.outcome()).isEqualTo(ToolOutcome.ERROR);
        assertThat(result.text()).startsWith("Server 's' did not answer 'tools/call' within 300 ms.");
        assertThat(server.await("notifications/cancelled")).isNotNull();
    }

    @Test
    void aCancelledCallIsCancelled() {
        server.on("tools/call", (request, exchange) -> over.await());

        ToolResult result = caller(ApprovalMode.ALL, Duration.ofSeconds(20)).call(3, "id", tool, "{}",
                call -> call.cancel("stop"));

        assertThat(result.outcome()).isEqualTo(ToolOutcome.CANCELLED);
    }

    @Test
    void progressIsTold() {
        server.on("tools/call", (request, exchange) -> exchange.stream()
                .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                        + request.json().path("id") + ",\"progress\":1,\"total\":2}}")
                .event(exchange.message("\"result\":{\"content\":[]}")));
        call("{}");

        assertThat(events).contains(new AgentEvent.ToolCallProgressed(3, "id", 1, 2.0, null));
    }

    @Test
    void aListenerThatThrowsBreaksNoCall() {
        server.on("tools/call", (request, exchange) -> exchange.stream()
                .event("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                        + request.json().path("id") + ",\"progress\":1}}")
                .event(exchange.message("\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}")));
        ToolCaller caller = new ToolCaller(new Approval(ApprovalMode.ALL, ToolApprover.nobody()),
                Duration.ofSeconds(20), event -> {
                    events.add(event);
                    throw new IllegalStateException("mine");
                });

        assertThat(caller.call(3, "id", tool, "{}", call -> {}).text()).isEqualTo("ok");
        assertThat(events).hasSize(3);
    }

    @Test
    void whatAProgramsOwnProviderThrowsIsAnError() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        CredentialProvider provider = CredentialProvider.of(CredentialKind.KEY, request -> {
            if (broken.get()) {
                throw new IllegalStateException("vault: canary-value");
            }
            return new Credential.None();
        });
        try (Connections connections = new Connections(
                List.of(TestConnections.with("s", server, provider, events::add)))) {
            connections.openAll(Duration.ofSeconds(20));
            tool = ToolCatalogue.of(connections, Set.of()).find("s__echo").orElseThrow();
            broken.set(true);

            ToolResult result = call("{}");

            assertThat(result.outcome()).isEqualTo(ToolOutcome.ERROR);
            assertThat(result.text()).isEqualTo("Tool 'echo' of server 's' could not be called: IllegalStateException "
                    + "in the program. Look into the cause; it is not the server's.");
            assertThat(result.failure()).isInstanceOf(ToolException.Broken.class);
        }
    }

    @Test
    void b12aHugeResultIsCutWithANotice() {
        server.result("tools/call",
                "{\"content\":[{\"type\":\"text\",\"text\":\"" + "x".repeat(10_000_000) + "\"}]}");

        assertThat(call("{}").text()).hasSizeLessThan(33_000).endsWith("\n[cut: 9968000 more characters]");
    }
}
