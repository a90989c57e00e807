package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lanyard.credential.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MCP 2025-11-25 and 2026-07-28, Transports, stdio, against a real process. */
class StdioSessionTest {
    private final List<McpSession> open = new ArrayList<>();
    private final CompletableFuture<JsonNode> heard = new CompletableFuture<>();

    @AfterEach
    void close() {
        open.forEach(McpSession::close);
    }

    private McpSession peer(String... arguments) {
        return command(StdioPeer.command(arguments));
    }

    private McpSession command(StdioCommand command) {
        McpSession session = new StdioSessionFactory(new ClientInfo("lanyard-test", "1"), Limits.STANDARD)
                .session("peer", () -> command, (method, params) -> heard.complete(params), Map.of("roots/list",
                        params -> JsonNodeFactory.instance.objectNode().put("roots", "none")));
        open.add(session);
        return session;
    }

    @ParameterizedTest
    @CsvSource({"modern,2026-07-28", "legacy,2025-11-25", "touchy,2025-11-25"})
    void speaksTheEraOfTheServer(String behaviour, String revision) {
        McpSession session = peer(behaviour);

        assertThat(session.open(patient()).revision()).isEqualTo(revision);
        assertThat(session.request("arguments", params(), patient()).path("all").get(0).asText()).isEqualTo(behaviour);
    }

    @Test
    void givesAProcessNothingOfOurEnvironmentButTheUsual() {
        JsonNode environment = peer("legacy").request("environment", params(), patient());

        assertThat(environment.path("PEER_KEY").asText()).isEqualTo("canary-key");
        assertThat(environment.fieldNames()).toIterable()
                .isSubsetOf("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "TMPDIR", "PEER_KEY");
    }

    @Test
    void a42noShellReadsTheArguments() {
        JsonNode all = peer("legacy", "$(touch x); echo $HOME `id` 'a' \"b\" *", "|")
                .request("arguments", params(), patient())
                .path("all");

        assertThat(all).extracting(JsonNode::asText)
                .containsExactly("legacy", "$(touch x); echo $HOME `id` 'a' \"b\" *", "|");
    }

    @Test
    void a32whatWasHiddenIsRepeatedInNoAnswerAndNoLog() {
        StdioCommand plain = StdioPeer.command("legacy", "--key=canary-argument");
        McpSession session = command(new StdioCommand(plain.program(), plain.arguments(), plain.environment(), null,
                List.of(Secret.of("canary-argument"), Secret.of("canary-key"))));

        assertThat(session.request("arguments", params(), patient()).path("all").get(1).asText())
                .isEqualTo("--key=‹secret›");
        assertThat(session.request("environment", params(), patient()).path("PEER_KEY").asText())
                .isEqualTo("‹secret›");
        assertThat(new StdioCommand("p", List.of(), Map.of(), null, List.of(Secret.of("canary-argument")))
                .redacted("run --key=canary-argument")).isEqualTo("run --key=***");
    }

    @Test
    void answersTheServersRequestsAndPassesOverWhatIsNoMessage() {
        JsonNode answered = peer("legacy").request("chatter", params(), patient()).path("answered");

        assertThat(answered.path("id").asText()).isEqualTo("ask");
        assertThat(answered.at("/result/roots").asText()).isEqualTo("none");
    }

    @Test
    void aHangEndsAtItsTimeoutAndTheServerIsTold() throws Exception {
        McpSession session = peer("legacy");
        session.open(patient());

        assertThatThrownBy(() -> session.request("hang", params(), Call.within(Duration.ofMillis(100))))
                .isInstanceOf(TransportException.TimedOut.class);
        assertThat(heard.get(20, TimeUnit.SECONDS).path("method").asText()).isEqualTo("notifications/cancelled");
    }

    @Test
    void aProcessThatEndsFailsItsCallsAndIsStartedAnewForTheNext() {
        McpSession session = peer("legacy");

        assertThatThrownBy(() -> session.request("die", params(), patient()))
                .isInstanceOf(TransportException.ProcessEnded.class)
                .hasMessageContaining("its process ended with code 7");
        assertThat(session.request("arguments", params(), patient()).path("all")).hasSize(1);
    }

    @Test
    void aProcessThatIsStartedAnewLogsAsTheOneBefore() {
        McpSession session = peer("legacy");
        var unused = session.request("logging/setLevel", params().put("level", "debug"), patient());
        assertThatThrownBy(() -> session.request("die", params(), patient()))
                .isInstanceOf(TransportException.ProcessEnded.class);

        assertThat(session.request("level", params(), patient()).path("level").asText()).isEqualTo("debug");
    }

    @Test
    void aCommandThatIsNotThereSaysSo() {
        McpSession session = command(new StdioCommand("/nowhere/at-all", List.of(), Map.of(), null));

        assertThatThrownBy(() -> session.open(patient())).isInstanceOf(TransportException.ProcessEnded.class)
                .hasMessageContaining("cannot be started");
    }

    @Test
    void theProcessEndsWithTheSession() {
        McpSession session = peer("legacy");
        session.open(patient());
        List<ProcessHandle> peers = ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
        assertThat(peers).isNotEmpty();

        session.close();

        assertThat(peers).noneMatch(ProcessHandle::isAlive);
    }
}
