package dev.lanyard.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.lanyard.Agent;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples do what they say, with real servers and the scripted model over HTTP. */
class SamplesIT {
    @TempDir
    Path folder = Path.of("");

    private Playground playground;

    @BeforeEach
    void start() throws IOException {
        playground = Playground.start(PlaygroundOptions.usual().withStepDelay(Duration.ZERO));
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    @Test
    void firstAgentAnswersWithToolsOfTwoServers() throws IOException {
        Files.writeString(playground.config().resolveSibling(".env"),
                """

                OPENAI_API_KEY=%s
                OPENAI_BASE_URL=%s
                """.formatted(playground.variable(playground.modelKeyVariable()), playground.model()),
                StandardOpenOption.APPEND);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            FirstAgent.main(new String[]{playground.config().toString(), "reverse hello and echo world"});
        } finally {
            System.setOut(before);
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                                                                   reverse · reverse_tool
                                                                   echo · secure_echo
                                                                   reverse_tool: olleh
                                                                   secure_echo: Echo: world
                                                                   """);
    }

    @Test
    void anAssistantOfAiServicesGetsTheSameTools() {
        UserFolders folders = new UserFolders(folder, folder);
        LoadedConfig loaded = new ConfigLoader(Map.of(),
                ConfigLocations.of(folder, folders).withConfigFile(playground.config())).load();
        OpenAiChatModel model = OpenAiChatModel.builder()
                .baseUrl(playground.model().toString())
                .apiKey(playground.variable(playground.modelKeyVariable()))
                .modelName("scripted")
                .build();
        try (Agent agent = Agent.builder(loaded.config())
                .environment(loaded.environment())
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .build()) {
            assertThat(OwnAssistant.ask(agent, model, "reverse hello and echo world")).contains("olleh", "world");
        }
    }
}
