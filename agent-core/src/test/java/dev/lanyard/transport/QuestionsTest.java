package dev.lanyard.transport;

import static dev.lanyard.transport.TestSessions.params;
import static dev.lanyard.transport.TestSessions.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.lanyard.credential.Credential;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MCP 2025-11-25, Cancellation: a server takes back what it asked. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuestionsTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    private JsonNode thinking(JsonNode params) {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
        return params().put("action", "cancel");
    }

    private static String withdrawn(int id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + id + "}}";
    }

    @Test
    void aQuestionThatIsTakenBackNoLongerWaitsForTheUser() throws IOException {
        try (FakeServer server = FakeServer.start()) {
            server.on("tools/call", (request, exchange) -> {
                exchange.stream()
                        .event("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"elicitation/create\",\"params\":{}}");
                asked.await();
                exchange.event(withdrawn(8)).event(withdrawn(7));
                interrupted.await();
                exchange.event(exchange.message("\"result\":{\"content\":[]}"));
            });
            McpSession session = TestSessions.factory(Limits.STANDARD)
                    .session("test", server.url(), TestSessions.fixed(new Credential.None()), (method, params) -> {},
                            Map.of("elicitation/create", this::thinking));

            assertThat(session.request("tools/call", params().put("name", "t"), patient()).has("content")).isTrue();
            session.close();
        }
    }

    @Test
    void aQuestionThatIsTakenBackIsNotAnswered() throws Exception {
        var inbound = new Inbound((method, params) -> {}, Map.of("elicitation/create", this::thinking));
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        inbound.answerAside(new Message.Request(IntNode.valueOf(7), "elicitation/create", params()),
                new MessageCodec(Limits.STANDARD), answer -> {
                    try {
                        answered.complete(answer.get().length > 0);
                    } catch (CancellationException e) {
                        answered.complete(false);
                        throw e;
                    }
                });
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

        inbound.notified(new Message.Notification("notifications/cancelled", params().put("requestId", 7)));

        assertThat(answered.get(20, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aQuestionThatIsTakenBackBeforeAnybodyHeardItIsNeverPut() {
        Questions questions = new Questions();
        Questions.Question question = questions.add(IntNode.valueOf(7));
        questions.withdraw(IntNode.valueOf(7));

        assertThatThrownBy(() -> question.answer(() -> thinking(params()))).isInstanceOf(CancellationException.class);
        assertThat(asked.getCount()).isOne();
        assertThat(questions.add(IntNode.valueOf(7)).answer(() -> "Ada")).isEqualTo("Ada");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
