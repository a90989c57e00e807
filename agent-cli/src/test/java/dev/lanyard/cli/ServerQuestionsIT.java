package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers offer beside tools, in a chat behind a pseudo-terminal: forms, prompts, resources, completion. */
class ServerQuestionsIT {
    @TempDir
    Path folder = Path.of("");

    private HttpServer asking;
    private Playground playground;
    private LanyardProcess lanyard;
    private Path config;

    @BeforeEach
    void start() throws IOException {
        asking = AskingServer.start();
        playground = Playground.start(PlaygroundOptions.usual().withStepDelay(Duration.ZERO));
        lanyard = new LanyardProcess(folder).with("TERM", "xterm-256color");
        Path env = Files.copy(playground.config().resolveSibling(".env"), folder.resolve(".env"));
        Files.copy(playground.config().resolveSibling("ca.pem"), folder.resolve("ca.pem"));
        config = Files.writeString(folder.resolve("both.json"), Files.readString(playground.config())
                .replaceFirst("\"servers\" *: *\\{",
                        "\"servers\": {\"asking\": {\"type\": \"http\", \"url\": \"" + asking.origin().resolve("/mcp")
                                + "\"},"));
        assertThat(env).exists();
    }

    @AfterEach
    void stop() {
        playground.close();
        asking.close();
    }

    private PseudoTerminal chat() throws IOException, InterruptedException {
        PseudoTerminal terminal = PseudoTerminal.open(lanyard, "--config", config.toString(), "--model", "scripted",
                "--approve", "all");
        terminal.await("asking.{0,8} ready.*");
        terminal.await("reverse.{0,8} ready.*");
        return terminal;
    }

    private static String leave(PseudoTerminal terminal) throws IOException, InterruptedException {
        terminal.type("\u0004");
        assertThat(terminal.end()).isZero();
        String screen = terminal.await("");
        assertThat(screen).doesNotContain("\u001b]52", "\u001b[2J", "\u009b", "\u202E");
        return screen;
    }

    @Test
    void aFormIsAskedFieldByFieldAndAnswered() throws Exception {
        try (PseudoTerminal terminal = chat()) {
            terminal.type("call book\r");
            terminal.await("Server .{0,8}asking.{0,8} asks, in its own words.*│ Where to\\?.*City \\(text\\): ");
            terminal.type("R\r");
            terminal.await("It must have at least 2 characters; this has 1");
            terminal.type("Rome\r");
            terminal.await("nights \\(whole number from 1 up to 9, Enter for 3\\): ");
            terminal.type("12\r");
            terminal.await("It must be at most 9");
            terminal.type("\r");
            terminal.await("1 {2}First.*2 {2}Second.*class \\(number\\): ");
            terminal.type("2\r");
            terminal.await("City = Rome.*nights = 3.*class = Second.*Send this to asking\\?");
            terminal.type("y\r");
            terminal.await("action=accept content=.\"city\":\"Rome\",\"nights\":3,\"class\":\"2\".*you › ");
            leave(terminal);
        }
        assertThat(lanyard.home().resolve(".local/state/lanyard/history")).content().doesNotContain("Rome");
    }

    @Test
    void ctrlCLeavesAFormOpenAndDeclineRefusesIt() throws Exception {
        try (PseudoTerminal terminal = chat()) {
            terminal.type("call book\r");
            terminal.await("City \\(text\\): ");
            terminal.type("\u0003");
            terminal.await("action=cancel.*you › ");
            terminal.type("call book\r");
            terminal.await("action=cancel.*City \\(text\\): ");
            terminal.type("/decline\r");
            terminal.await("action=decline.*you › ");
            leave(terminal);
        }
    }

    @Test
    void aPromptIsFilledAndAnswered() throws Exception {
        try (PseudoTerminal terminal = chat()) {
            terminal.type("/prompts\r");
            terminal.await("/asking:greet +name=…");
            terminal.type("/asking:greet\r");
            terminal.await("name \\(Whom.*\\): ");
            terminal.type("stressed\r");
            terminal.await("In the words of server 'asking':.*│ reverse stressed.*reverse_tool: .*desserts.*you › ");
            terminal.type("/time:now timezone=Asia/Tokyo\r");
            terminal.await("What time is it in Asia/Tokyo.*current_time: .*\\+09:00.*you › ");
            terminal.type("/asking:nothing\r");
            terminal.await("Server 'asking' has no prompt 'nothing'");
            leave(terminal);
        }
    }

    @Test
    void whatIsMentionedReachesTheModel() throws Exception {
        try (PseudoTerminal terminal = chat()) {
            terminal.type("/resources\r");
            terminal.await("@asking:note://today.*@time:time://regions.*");
            terminal.type("please read @asking:note://today.\r");
            terminal.await("\\+ @asking:note://today · \\d+ characters.*reverse_tool: desserts.*you › ");
            terminal.type("and @asking:note://missing\r");
            terminal.await("Server 'asking' .*you › ");
            leave(terminal);
        }
    }

    @Test
    void tabCompletesPromptsArgumentsAndMentions() throws Exception {
        try (PseudoTerminal terminal = chat()) {
            terminal.type("/asking:g\t");
            terminal.await("/asking:greet");
            terminal.type("na\t");
            terminal.await("/asking:greet.*name=");
            terminal.type("Ana\t");
            terminal.await("name=.*Anastasia");
            terminal.type("\r");
            terminal.await("reverse_tool: .*aisatsanA.*you › ");
            terminal.type("@asking:note://o\t");
            terminal.await("note://of/");
            terminal.type("f\t");
            terminal.await("friday");
            terminal.type("\r");
            terminal.await("\\+ @asking:note://of/friday · \\d+ characters.*reverse_tool: .*yadirf.*you › ");
            leave(terminal);
        }
    }

    @Test
    void nobodyAnswersWithoutATerminal() throws Exception {
        LanyardProcess.Outcome outcome = lanyard.run("-p", "call book", "--config", config.toString(), "--model",
                "scripted", "--approve", "all");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("action=cancel");
    }
}
