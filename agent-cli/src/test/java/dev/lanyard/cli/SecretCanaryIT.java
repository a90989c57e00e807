package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.error.AgentException;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every secret of a run is looked for in all that the run lets out: output, events, exceptions, command lines (E06, E08). */
class SecretCanaryIT {
    @TempDir
    Path folder = Path.of("");

    private Playground playground;
    private List<String> canaries;

    @BeforeEach
    void start() throws IOException {
        playground = Playground.start(PlaygroundOptions.usual().withStepDelay(Duration.ZERO));
        canaries = List.of(playground.variable("PLAYGROUND_ECHO_KEY"), playground.variable("PLAYGROUND_CLIENT_SECRET"),
                playground.variable(playground.modelKeyVariable()), "eyJ");
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    private Path logging() throws IOException {
        return Files.writeString(folder.resolve("logging.properties"),
                """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=ALL
                dev.lanyard.level=ALL
                dev.langchain4j.level=ALL
                jdk.event.security.level=ALL
                """);
    }

    @Test
    void e06standsInNoOutputThoughEverythingIsLogged() throws Exception {
        LanyardProcess lanyard = new LanyardProcess(folder)
                .withOptions(List.of("-Djava.util.logging.config.file=" + logging()));
        String config = playground.config().toString();

        List<Outcome> outcomes = new ArrayList<>();
        for (List<String> words : List.of(List.of("call", "reverse", "reverse_tool", "query=x"),
                List.of("call", "echo", "secure_echo"), List.of("tools"), List.of("mcp", "list"),
                List.of("token", "reverse"), List.of("token", "echo"))) {
            List<String> line = new ArrayList<>(words);
            line.addAll(List.of("--verbose", "--config", config));
            outcomes.add(lanyard.run(line.toArray(String[]::new)));
        }
        playground.stop("reverse");
        outcomes.add(lanyard.run("call", "reverse", "reverse_tool", "query=x", "--verbose", "--config", config));

        for (Outcome outcome : outcomes) {
            canaries.forEach(canary -> assertThat(outcome.out() + outcome.err()).doesNotContain(canary));
        }
    }

    /** What was asked for by name is on stdout, and nowhere else though everything is logged. */
    @Test
    void e06aRevealedValueStandsOnStdoutAlone() throws Exception {
        LanyardProcess lanyard = new LanyardProcess(folder).withOptions(List.of("-Djava.util.logging.config.file="
                + logging()));

        Outcome token = lanyard.run("token", "reverse", "--reveal", "--verbose", "--config",
                playground.config().toString());

        assertThat(token.out()).startsWith("eyJ");
        canaries.forEach(canary -> assertThat(token.err()).doesNotContain(canary));
    }

    @Test
    void standsInNoOutputAndNoCommandLine() throws Exception {
        Files.writeString(playground.config().resolveSibling(".env"), "\nOPENAI_BASE_URL=" + playground.model()
                + "\nOPENAI_API_KEY=" + canaries.get(2) + "\n", StandardOpenOption.APPEND);
        LanyardProcess lanyard = new LanyardProcess(folder);
        String config = playground.config().toString();

        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(lanyard.run("-p", "reverse hello and echo world", "--verbose", "--output", "stream-json",
                "--config", config));
        outcomes.add(lanyard.run("tools", "--verbose", "--config", config));
        outcomes.add(lanyard.run("mcp", "list", "--verbose", "--config", config));
        outcomes.add(lanyard.run("call", "reverse", "reverse_tool", "query=x", "--verbose", "--config", config));
        playground.stop("reverse");
        playground.stop("echo");
        outcomes.add(lanyard.run("-p", "reverse hello and echo world", "--verbose", "--config", config));

        assertThat(outcomes.getFirst().out()).contains("olleh");
        for (Outcome outcome : outcomes) {
            canaries.forEach(canary -> assertThat(outcome.out() + outcome.err()).doesNotContain(canary));
        }
    }

    @Test
    void standsInNoEventAndNoException() {
        LoadedConfig loaded = new ConfigLoader(Map.of(), ConfigLocations.of(folder, new UserFolders(folder, folder))
                .withConfigFile(playground.config())).load();
        List<String> said = new CopyOnWriteArrayList<>(List.of(loaded.toString()));
        try (Agent agent = Agent.builder(loaded.config())
                .environment(loaded.environment())
                .approval(ApprovalMode.ALL, ToolApprover.nobody())
                .listener(event -> said.add(event.toString()))
                .build()) {
            agent.connect(Duration.ofSeconds(10));
            said.add(agent.call("reverse", "reverse_tool", "{\"query\":\"x\"}", new Turn()).toString());
            said.add(agent.call("echo", "secure_echo", "{}", new Turn()).toString());
            playground.stop("reverse");
            said.add(agent.call("reverse", "reverse_tool", "{\"query\":\"x\"}", new Turn())
                    .map(result -> printed(result.failure()))
                    .orElseThrow());
        }

        assertThat(said).hasSizeGreaterThan(8);
        said.forEach(text -> canaries.forEach(canary -> assertThat(text).doesNotContain(canary)));
    }

    private static String printed(@org.jspecify.annotations.Nullable AgentException failure) {
        StringWriter trace = new StringWriter();
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(trace));
        }
        return trace.toString();
    }
}
