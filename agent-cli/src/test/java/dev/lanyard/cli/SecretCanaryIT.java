package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.credential.TokenStore;
import dev.lanyard.error.AgentException;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import dev.lanyard.store.FileTokenStore;
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
import java.util.regex.Pattern;
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
                .level=ALL
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

        assertThat(outcomes.getFirst().err()).contains("com.microsoft.aad.msal4j", "FINE: ");
        for (Outcome outcome : outcomes) {
            canaries.forEach(canary -> assertThat(outcome.out() + outcome.err()).doesNotContain(canary));
        }
    }

    /** The code, its verifier and the refresh token of a sign-in are seen by the issuer, and by nobody else. */
    @Test
    void e06theSignInByBrowserStandsInNoLog() throws Exception {
        LanyardProcess lanyard = new LanyardProcess(folder)
                .withOptions(List.of("-Djava.util.logging.config.file=" + logging()))
                .with("BROWSER", BrowserScript.of("alice", folder));
        try (RecordedIssuer issuer = new RecordedIssuer()) {
            String config = Files
                    .writeString(folder.resolve("recorded.json"),
                            """
                            {"servers": {"time": {"url": "%s", "auth": {"type": "oauth"}}}}
                            """.formatted(issuer.mcp()))
                    .toString();

            Outcome login = lanyard.run("mcp", "login", "time", "--sign-in", "browser", "--verbose", "--config",
                    config);
            Outcome call = lanyard.run("token", "time", "--verbose", "--config", config);
            Outcome logout = lanyard.run("mcp", "logout", "time", "--verbose", "--config", config);

            assertThat(List.of(login.exitCode(), call.exitCode(), logout.exitCode())).containsOnly(0);
            assertThat(login.err()).contains("FINE: ");
            String said = login.out() + login.err() + call.out() + call.err() + logout.out() + logout.err();
            for (String parameter : List.of("code", "code_verifier", "refresh_token")) {
                assertThat(issuer.sent(parameter)).as(parameter)
                        .isNotEmpty()
                        .allSatisfy(value -> assertThat(said).doesNotContain(value));
            }
            assertThat(said).doesNotContain("eyJ");
        }
    }

    /** MSAL logs through the same framework; its refresh token is read from where the program keeps it. */
    @Test
    void e06theSignInOfEntraByDeviceStandsInNoLog() throws Exception {
        LanyardProcess lanyard = new LanyardProcess(folder)
                .with("JDK_JAVA_OPTIONS", "-Djava.util.logging.config.file=" + logging());
        String config = playground.config().toString();

        assertThat(DeviceLogin.as("alice", lanyard, "profile", "--config", config)).isZero();
        Outcome call = lanyard.run("call", "profile", "get_user_name", "--verbose", "--config", config);

        List<String> refreshTokens = keptByMsal(lanyard.home());
        assertThat(call.out()).contains("Alice Example");
        assertThat(call.err()).contains("com.microsoft.aad.msal4j", "FINE: ");
        assertThat(refreshTokens).isNotEmpty();
        refreshTokens.forEach(value -> assertThat(call.out() + call.err()).doesNotContain(value));
        canaries.forEach(canary -> assertThat(call.out() + call.err()).doesNotContain(canary));
    }

    private static List<String> keptByMsal(Path home) {
        TokenStore store = FileTokenStore.in(home.resolve(".local/state/lanyard/tokens"),
                home.resolve(".config/lanyard/token.key"));
        Pattern kept = Pattern.compile("\"secret\" *: *\"([^\"]{16,})\"");
        return store.keys()
                .stream()
                .filter(key -> key.kind() == TokenStore.Kind.MSAL)
                .flatMap(key -> store.find(key).stream())
                .flatMap(value -> kept.matcher(value.reveal()).results().map(found -> found.group(1)))
                .toList();
    }

    /** What was asked for by name is on stdout, and nowhere else though everything is logged. */
    @Test
    void e06aRevealedValueStandsOnStdoutAlone() throws Exception {
        LanyardProcess lanyard = new LanyardProcess(folder).withOptions(List.of("-Djava.util.logging.config.file="
                + logging()));

        Outcome token = lanyard.run("token", "reverse", "--reveal", "--verbose", "--config",
                playground.config().toString());

        assertThat(token.out()).startsWith("eyJ");
        assertThat(token.err()).contains("FINE: ");
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
