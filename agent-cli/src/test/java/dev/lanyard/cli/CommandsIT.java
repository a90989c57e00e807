package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command against a running playground, named with {@code --config}, and the exit code it ends with. */
class CommandsIT {
    @TempDir
    Path folder = Path.of("");

    private Playground playground;
    private LanyardProcess lanyard;
    private String config;

    @BeforeEach
    void start() throws IOException {
        playground = Playground.start(PlaygroundOptions.usual().withStepDelay(Duration.ZERO));
        lanyard = new LanyardProcess(folder);
        config = playground.config().toString();
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    @Test
    void listsToolsWithTheCredentialOfEachServer() throws Exception {
        Outcome outcome = lanyard.run("tools", "--config", config, "--connect-timeout", "60");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).containsPattern("echo +secure_echo +key ")
                .containsPattern("reverse +reverse_tool +client credentials ")
                .containsPattern("time +current_time +no credential ");
    }

    @Test
    void listsServers() throws Exception {
        Outcome outcome = lanyard.run("mcp", "list", "--config", config, "--connect-timeout", "60");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).containsPattern("echo +http://127.0.0.1:\\d+/echo/mcp +key +ready, 1 tool")
                .containsPattern("reverse +http://127.0.0.1:\\d+/reverse/mcp +client credentials +ready, 2 tools");
    }

    @Test
    void callsOneToolAndPrintsItsAnswer() throws Exception {
        Outcome outcome = lanyard.run("call", "reverse", "reverse_tool", "query=hello", "--config", config);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("olleh");
        assertThat(outcome.err()).contains("1/5", "5/5");
    }

    @Test
    void readsArgumentsByTheTypesOfTheSchema() throws Exception {
        Outcome outcome = lanyard.run("call", "reverse", "random_number_tool", "min=4", "max=4", "--config", config);

        assertThat(outcome).extracting(Outcome::exitCode, Outcome::err).containsExactly(0, "");
        assertThat(outcome.out()).contains("4");
    }

    @Test
    void failsWithOneWhereTheToolFails() throws Exception {
        Outcome outcome = lanyard.run("call", "reverse", "random_number_tool", "min=5", "max=4", "--config", config);

        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void failsWithTwoWhereTheUsageIsWrong() throws Exception {
        assertThat(lanyard.run("tools", "--wrong").exitCode()).isEqualTo(2);
        assertThat(lanyard.run("call", "nowhere", "x", "--config", config))
                .isEqualTo(new Outcome(2, "",
                        "lanyard: There is no server 'nowhere'. Use one of: echo, reverse, profile, time, expenses.\n"));
        assertThat(lanyard.run("-p", "hi", "--config", config).err()).isEqualTo("lanyard: No model is configured. "
                + "Set OPENAI_API_KEY (and OPENAI_BASE_URL for a compatible endpoint) in .env, or LLM_PROVIDER to azure, github "
                + "or ollama, or use --model scripted.\n");
    }

    @Test
    void explainsAWrongKeyAndFailsWithFive() throws Exception {
        Outcome outcome = lanyard.with("PLAYGROUND_ECHO_KEY", "not-the-key")
                .run("call", "echo", "secure_echo", "message=hi", "--config", config);

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("Server 'echo' refused the credential (401)")
                .contains("Check the key that 'headers' or 'auth' of server 'echo' in the configuration names.")
                .doesNotContain("not-the-key");
    }

    @Test
    void presentsNothingWhenToldNotTo() throws Exception {
        Outcome outcome = lanyard.run("call", "reverse", "reverse_tool", "query=hello", "--no-auth", "--config",
                config);

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err())
                .contains("Give server 'reverse' in the configuration a credential: 'headers' or 'auth'.");
        assertThat(playground.tokenRequests()).isZero();
    }

    @Test
    void worksWithTheOtherServersWhereOneIsDead() throws Exception {
        playground.stop("echo");
        Path dead = Files.writeString(folder.resolve("dead.json"), Files.readString(playground.config())
                .replaceFirst("http://127.0.0.1:\\d+/echo/mcp", "http://127.0.0.1:1/echo/mcp"));
        Path beside = Files.copy(playground.config().resolveSibling("ca.pem"), folder.resolve("ca.pem"));
        String env = playground.config().resolveSibling(".env").toString();

        Outcome outcome = lanyard.run("-p", "reverse hello", "--model", "scripted", "--config", dead.toString(),
                "--env-file", env);
        Outcome call = lanyard.run("call", "echo", "secure_echo", "message=hi", "--config", dead.toString(),
                "--env-file", env);

        assertThat(beside).exists();
        assertThat(outcome).extracting(Outcome::exitCode, Outcome::out).containsExactly(0, "reverse_tool: olleh\n");
        assertThat(outcome.err()).contains("echo: Server 'echo' cannot be reached: the connection was refused.");
        assertThat(call.exitCode()).isEqualTo(4);
    }

    @Test
    void takesOptionsBeforeTheCommandToo() throws Exception {
        Outcome outcome = lanyard.run("--no-auth", "--config", config, "call", "echo", "secure_echo", "message=hi");

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(lanyard.run("-p", "hi", "tools").err())
                .isEqualTo("lanyard: -p does not go with a command. See 'lanyard --help'.\n");
    }

    @Test
    void teachesItsUse() throws Exception {
        Outcome outcome = lanyard.run("--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage: lanyard", "Examples:", "Exit codes:");
    }

    @Test
    void namesTheOptionsOfAllCommandsInTheHelpOfEach() throws Exception {
        for (String[] help : new String[][]{{"--help"}, {"tools", "--help"}, {"mcp", "login", "--help"}}) {
            assertThat(lanyard.run(help).out()).contains("--timeout=SECONDS", "--connect-timeout=SECONDS",
                    "--root=FOLDER");
        }
    }

    @Test
    void completesCommandsAndOptionsInTheShell() throws Exception {
        Outcome script = lanyard.run("completion");
        Path file = Files.writeString(folder.resolve("completion"), script.out());

        assertThat(script).extracting(Outcome::exitCode, Outcome::err).containsExactly(0, "");
        assertThat(completed(file, "lanyard", "m")).isEqualTo("mcp");
        assertThat(completed(file, "lanyard", "mcp", "logi")).isEqualTo("login");
        assertThat(completed(file, "lanyard", "issuers", "--outp")).isEqualTo("--output");
        assertThat(completed(file, "lanyard", "tools", "--ro")).isEqualTo("--root");
        assertThat(completed(file, "lanyard", "tools", "--root", folder.resolve("wo").toString()))
                .isEqualTo(lanyard.workingDirectory().toString());
    }

    /** Returns what bash offers in place of the last word, as when Tab is pressed. */
    private static String completed(Path script, String... words) throws Exception {
        String line = "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_lanyard; echo \"${COMPREPLY[*]}\""
                .formatted(script, String.join(" ", words), words.length - 1);
        Process bash = new ProcessBuilder("bash", "--norc", "-c", line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
