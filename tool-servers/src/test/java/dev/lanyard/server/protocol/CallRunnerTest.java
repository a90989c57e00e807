package dev.lanyard.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.server.http.HttpRefusal;
import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RFC 6585, section 4: what counts against the limit of a caller, and until when. */
class CallRunnerTest {
    private static final Caller ALICE = new Caller(Caller.Kind.API_KEY, "alice", "test", Set.of());

    private final CallRunner runner = new CallRunner(1);
    private final List<String> answers = new ArrayList<>();

    /** A client that does something the moment it gets its answer, before the server knows that it has it. */
    private record Quick(List<String> answers, Action then) implements ReplyChannel {
        @FunctionalInterface
        interface Action {
            void run() throws IOException;
        }

        @Override
        public boolean send(String message) {
            return true;
        }

        @Override
        public boolean beat() {
            return true;
        }

        @Override
        public void hangUp(Duration comeBack) {
            // It stays.
        }

        @Override
        public void finish(int status, ObjectNode answer) throws IOException {
            answers.add(answer.path("result").path("said").asText());
            then.run();
        }

        @Override
        public void abandon() {
            answers.add("abandoned");
        }
    }

    private void call(String says, Quick.Action then) throws IOException {
        ObjectNode params = StrictJson.object();
        RunningCall call = new RunningCall(Era.STATELESS, params, ALICE, Set.of(), level -> false,
                new CallReply(new Quick(answers, then), params), RunningCall.Round.FIRST);
        runner.run(new JsonRpcMessage.Request(new IntNode(1), "tools/call", params), call,
                () -> StrictJson.object().put("said", says));
    }

    @Test
    void letsAClientAtItsLimitCallAgainTheMomentItHasItsAnswer() throws IOException {
        call("first", () -> call("second", () -> {}));

        assertThat(answers).containsExactly("first", "second");
    }

    /** A client that takes no answers must not make the server hold ever more of them. */
    @Test
    void boundsTheAnswersThatAreBeingWritten() {
        assertThatThrownBy(() -> call("first", () -> call("second", () -> call("third", () -> {}))))
                .isInstanceOfSatisfying(HttpRefusal.class, refusal -> assertThat(refusal.status()).isEqualTo(429));
        assertThat(answers).containsExactly("first", "second");
    }

    @Test
    void freesEveryPlaceWhateverBecomesOfTheAnswer() throws IOException {
        assertThatThrownBy(() -> call("first", () -> {
            throw new IOException("The client is gone.");
        })).isInstanceOf(IOException.class);
        call("second", () -> call("third", () -> {}));

        assertThat(answers).containsExactly("first", "second", "third");
    }
}
