package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.cli.LanyardProcess.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lanyard -p} in the playground that it starts itself: stdout holds the answer and nothing else. */
class OneTurnIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;

    @BeforeEach
    void start() throws Exception {
        lanyard = new LanyardProcess(folder);
    }

    @Test
    void printsTheAnswerAndNothingElse() throws Exception {
        assertThat(lanyard.run("-p", "reverse hello")).isEqualTo(new Outcome(0, "reverse_tool: olleh\n",
                """
                lanyard: expenses needs sign-in (--playground-user alice)
                lanyard: profile needs sign-in (--playground-user alice)
                """));
    }

    /** Nobody is there who could sign in: the answer says how one does, and so does the exit code. */
    @Test
    void endsWithThreeWhereTheTurnNeedsASignIn() throws Exception {
        String needed = "Server 'profile' needs you to sign in. Add '--playground-user alice' (or bob), for whom a robot "
                + "signs in, or type '/login profile' in a chat: this playground, and a sign-in to it, end with the command.";

        Outcome turn = lanyard.run("-p", "who am I?");
        Outcome call = lanyard.run("call", "profile", "get_user_name");

        assertThat(turn).extracting(Outcome::exitCode, Outcome::out)
                .containsExactly(3, "sign_in failed: " + needed + "\n");
        assertThat(turn.err()).contains("lanyard: profile needs sign-in (--playground-user alice)");
        assertThat(call).isEqualTo(new Outcome(3, "", "lanyard: " + needed + "\n"));
    }

    @Test
    void printsOneJsonObjectWithCallsAndUsage() throws Exception {
        Outcome outcome = lanyard.run("-p", "reverse hello and echo world", "--output", "json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().strip()).doesNotContain("\n");
        JsonNode result = JSON.readTree(outcome.out());
        assertThat(result.path("answer").asText()).contains("olleh", "world");
        JsonNode calls = result.path("toolCalls");
        assertThat(calls).hasSize(2);
        assertThat(calls.path(0).path("server").asText()).isEqualTo("reverse");
        assertThat(calls.path(0).path("tool").asText()).isEqualTo("reverse_tool");
        assertThat(calls.path(0).path("arguments").toString()).isEqualTo("{\"query\":\"hello\"}");
        assertThat(calls.path(0).path("credential").asText()).isEqualTo("client credentials");
        assertThat(calls.path(0).path("outcome").asText()).isEqualTo("succeeded");
        assertThat(calls.path(0).path("durationMillis").isIntegralNumber()).isTrue();
        assertThat(calls.path(1).path("server").asText()).isEqualTo("echo");
        assertThat(result.path("usage").path("inputTokens").asInt()).isPositive();
        assertThat(result.path("usage").path("outputTokens").asInt()).isPositive();
    }

    @Test
    void printsEventsAsTheyHappen() throws Exception {
        Outcome outcome = lanyard.run("-p", "reverse hello", "--output", "stream-json");

        assertThat(outcome.out().lines().map(OneTurnIT::type)).contains("server-ready", "tool-call-started",
                "tool-call-progressed", "tool-call-finished", "answer-delta", "result");
        assertThat(outcome.out().lines().map(OneTurnIT::type).toList().getLast()).isEqualTo("result");
    }

    @Test
    void takesWhatIsPipedInAsContext() throws Exception {
        Outcome outcome = lanyard.runWith("some notes", "-p", "what do you think of this?", "--output", "json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("script");
    }

    @Test
    void leavesNoProcessAndNoFileBehind() throws Exception {
        Path temporary = java.nio.file.Files.createDirectories(folder.resolve("tmp"));
        Process process = lanyard
                .start(lanyard.command(java.util.List.of("-Djava.io.tmpdir=" + temporary), "-p", "reverse hello"));
        process.getOutputStream().close();
        var children = new java.util.HashSet<ProcessHandle>();
        while (process.isAlive()) {
            process.descendants().forEach(children::add);
            Thread.onSpinWait();
        }

        assertThat(process.exitValue()).isZero();
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(temporary).isEmptyDirectory();
    }

    private static String type(String line) {
        try {
            return JSON.readTree(line).path("type").asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
