package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only a {@code .env} with a model's and Tavily's key, no {@code mcp.json}: local endpoints play both. */
class ConfiguredModelIT {
    @TempDir
    Path folder = Path.of("");

    private Playground playground;
    private LanyardProcess lanyard;

    @BeforeEach
    void start() throws IOException {
        playground = Playground.start(PlaygroundOptions.usual());
        lanyard = new LanyardProcess(folder);
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    private void writeEnv(String modelKey) throws IOException {
        Files.writeString(lanyard.workingDirectory().resolve(".env"),
                """
                OPENAI_API_KEY=%s
                OPENAI_BASE_URL=%s
                OPENAI_MODEL=some-model
                TAVILY_API_KEY="%s"
                TAVILY_MCP_URL=%s
                """.formatted(modelKey, playground.model(), playground.variable(playground.searchKeyVariable()),
                        playground.search()));
    }

    @Test
    void answersWithThatModelAndSearchesWithTavily() throws Exception {
        writeEnv(playground.variable(playground.modelKeyVariable()));

        Outcome outcome = lanyard.run("-p", "search for java", "--approve", "all", "--output", "json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("\"server\":\"tavily\"", "\"tool\":\"tavily_search\"",
                "\"credential\":\"key\"",
                "\"outcome\":\"succeeded\"");
    }

    @Test
    void refusesATavilyCallThatNobodyApproved() throws Exception {
        writeEnv(playground.variable(playground.modelKeyVariable()));

        Outcome outcome = lanyard.run("-p", "search for java", "--output", "json");

        assertThat(outcome.out()).contains("\"outcome\":\"denied\"", "--approve all");
    }

    @Test
    void explainsAWrongModelKey() throws Exception {
        writeEnv("wrong");

        Outcome outcome = lanyard.run("-p", "hello");

        assertThat(outcome).isEqualTo(new Outcome(5, "", "lanyard: " + lanyard.workingDirectory().resolve(".env")
                + " sends the conversation to 127.0.0.1\n"
                + "lanyard: Model 'some-model' refused the key. Check OPENAI_API_KEY, and that it belongs to the endpoint.\n"));
    }
}
