package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.cli.prompt.PageVisitor;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signs in to {@code expenses} in each way that there is; further processes then need no sign-in, as the issuer's own count
 * shows.
 */
class SignInIT {
    private static final String TERMINAL = "-Dlanyard.stdin.terminal=true";
    private static final Pattern ADDRESS = Pattern.compile("^ *(http://localhost:\\d+/\\S+)$", Pattern.MULTILINE);

    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;
    private Playground playground;
    private String config;

    @BeforeEach
    void start() throws Exception {
        lanyard = new LanyardProcess(folder);
        playground = Playground.start(PlaygroundOptions.usual().withStepDelay(Duration.ZERO));
        config = playground.config().toString();
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    /** Returns how often anybody was asked to sign in at the issuer: pages for people, and codes for devices. */
    private long askedToSignIn() {
        return playground.issuerRequests()
                .stream()
                .filter(request -> request.path().matches(".*/(authorize|interaction|device|device_authorization)"))
                .count();
    }

    /** Asks in another process; nobody is there who could sign in, and nobody has to. */
    private void isSignedInInASecondProcess(String seen) throws Exception {
        long asked = askedToSignIn();
        Outcome turn = lanyard.with("BROWSER", "/nowhere")
                .run("-p", "show my expenses", "--model", "scripted", "--config", config, "--server", "expenses");

        assertThat(turn).extracting(Outcome::exitCode, Outcome::err).containsExactly(0, "");
        assertThat(turn.out()).contains(seen);
        assertThat(asked).isPositive();
        assertThat(askedToSignIn()).isEqualTo(asked);
    }

    @Test
    void signsInByBrowserOnceForEveryProcess() throws Exception {
        Outcome before = call("get_user_expenses");
        Outcome login = lanyard.with("BROWSER", BrowserScript.of("alice", folder))
                .run("mcp", "login", "expenses", "--sign-in", "browser", "--config", config);
        Outcome second = lanyard.with("BROWSER", "/nowhere")
                .run("call", "expenses", "get_user_expenses", "--config",
                        config);
        Outcome turn = lanyard.run("-p", "what did I spend on food?", "--model", "scripted", "--config", config);

        assertThat(before).isEqualTo(new Outcome(3, "", "lanyard: Server 'expenses' needs you to sign in. Sign in to "
                + "it: 'lanyard mcp login expenses'.\n"));
        assertThat(login.err()).contains("Sign in for expenses at localhost", "Your browser is opening it");
        assertThat(login).extracting(Outcome::exitCode, Outcome::out).containsExactly(0, "Signed in to 'expenses'\n");
        assertThat(second).extracting(Outcome::exitCode, Outcome::err).containsExactly(0, "");
        assertThat(second.out()).contains("Train to Berlin").doesNotContain("Headphones");
        assertThat(turn).extracting(Outcome::exitCode, Outcome::err)
                .containsExactly(0, "lanyard: profile needs sign-in (lanyard mcp login profile)\n");
        assertThat(turn.out()).contains("Lunch with the team");
        isSignedInInASecondProcess("Train to Berlin");
    }

    @Test
    void signsInByPastingTheAddressAndOutAgain() throws Exception {
        Process login = lanyard.start(lanyard.command(List.of(TERMINAL), "mcp", "login", "expenses", "--sign-in",
                "paste", "--config", config));
        Screen screen = new Screen(login.getErrorStream());
        URI end = PageVisitor.visit("bob", URI.create(screen.await(ADDRESS)));
        screen.await(Pattern.compile("(Paste the address)"));
        try (var in = login.getOutputStream()) {
            in.write((end + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(login.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Outcome own = call("get_user_expenses");
        isSignedInInASecondProcess("Headphones");
        Outcome logout = lanyard.run("mcp", "logout", "expenses", "--config", config);
        Outcome after = call("get_user_expenses");

        assertThat(login.exitValue()).isZero();
        assertThat(own.out()).contains("Headphones").doesNotContain("Train to Berlin");
        assertThat(logout).isEqualTo(new Outcome(0, "Signed out of 'expenses'\n", ""));
        assertThat(after.exitCode()).isEqualTo(3);
        assertThat(after.err()).contains("'lanyard mcp login expenses'");
    }

    @Test
    void signsInByACodeOnAnotherDevice() throws Exception {
        assertThat(DeviceLogin.as("alice", lanyard, "expenses", "--config", config)).isZero();
        assertThat(call("get_user_expenses").out()).contains("Train to Berlin");
        isSignedInInASecondProcess("Train to Berlin");
    }

    @Test
    void goesOnWithTheCallThatWantedMore() throws Exception {
        lanyard.with("BROWSER", BrowserScript.of("alice", folder)).with("TERM", "xterm-256color");
        try (PseudoTerminal terminal = PseudoTerminal.open(lanyard, "--config", config, "--model", "scripted",
                "--approve", "trusted")) {
            terminal.await("expenses needs sign-in.*/login expenses");
            terminal.type("/login expenses\r");
            terminal.await("Signed in for expenses.*expenses.{0,8} ready.*you › ");
            terminal.type("add an expense of 12.50 for lunch\r");
            terminal.await("It asks for more than you agreed to so far:.*expenses:write.*\\[y/N\\]");
            terminal.type("y\r");
            String screen = terminal.await("add_user_expense: .*12\\.5.*you › ");
            terminal.type("\u0004");

            assertThat(terminal.end()).isZero();
            assertThat(screen).contains("add_user_expense");
        }
    }

    @Test
    void asksAServerThatWantsASignInAgainOnceSomebodySignedIn() throws Exception {
        lanyard.with("TERM", "xterm-256color");
        try (PseudoTerminal terminal = PseudoTerminal.open(lanyard, "--config", config, "--model", "scripted",
                "--approve", "trusted")) {
            terminal.await("expenses needs sign-in.*/login expenses");
            terminal.await("echo.{0,8} ready");
            terminal.type("echo one\r");
            terminal.await("Echo: one.*you › ");
            terminal.type("echo two\r");
            String before = terminal.await("Echo: two.*you › ");
            assertThat(DeviceLogin.as("alice", lanyard, "expenses", "--config", config)).isZero();
            terminal.type("show my expenses\r");
            terminal.await("get_user_expenses: .*Train to Berlin.*you › ");
            terminal.type("\u0004");

            assertThat(terminal.end()).isZero();
            assertThat(before.split("expenses answered 401", -1)).hasSize(2);
        }
    }

    @Test
    void signsInInTheMiddleOfATurn() throws Exception {
        lanyard.with("BROWSER", BrowserScript.of("bob", folder)).with("TERM", "xterm-256color");
        try (PseudoTerminal terminal = PseudoTerminal.open(lanyard, "--config", config, "--model", "scripted",
                "--approve", "trusted", "--sign-in", "browser")) {
            terminal.await("expenses needs sign-in.*/login expenses");
            terminal.type("show my expenses\r");
            String screen = terminal
                    .await("Sign in for .*Signed in for expenses.*get_user_expenses: .*Headphones.*you › ");
            terminal.type("\u0004");

            assertThat(terminal.end()).isZero();
            assertThat(screen).contains("sign_in");
        }
    }

    @Test
    void theRobotSignsInInThePlayground() throws Exception {
        Outcome alice = lanyard.run("--playground-user", "alice", "-p", "what did I spend on food?");
        Outcome bob = lanyard.run("--playground-user", "bob", "call", "expenses", "get_user_expenses");

        assertThat(alice).extracting(Outcome::exitCode, Outcome::err).containsExactly(0, "");
        assertThat(alice.out()).contains("Lunch with the team", "Coffee").doesNotContain("Headphones");
        assertThat(bob).extracting(Outcome::exitCode, Outcome::err).containsExactly(0, "");
        assertThat(bob.out()).contains("Headphones");
    }

    @Test
    void theRobotIsKnownByNameOnBehalfOfTheUser() throws Exception {
        Outcome alice = lanyard.run("--playground-user", "alice", "-p", "who am I?");

        assertThat(alice).extracting(Outcome::exitCode, Outcome::err).containsExactly(0, "");
        assertThat(alice.out()).contains("Alice");
    }

    @Test
    void leavesServersThatNeedASignInAlone() throws Exception {
        Outcome turn = lanyard.run("-p", "reverse hello", "--model", "scripted", "--config", config);
        Outcome named = lanyard.run("-p", "reverse hello", "--model", "scripted", "--config", config, "--server",
                "reverse,expenses");
        Outcome list = lanyard.run("mcp", "list", "--config", config);

        assertThat(turn).isEqualTo(new Outcome(0, "reverse_tool: olleh\n",
                """
                lanyard: expenses needs sign-in (lanyard mcp login expenses)
                lanyard: profile needs sign-in (lanyard mcp login profile)
                """));
        assertThat(named).isEqualTo(new Outcome(3, turn.out(),
                "lanyard: expenses needs sign-in (lanyard mcp login expenses)\n"));
        assertThat(list.out()).containsPattern("expenses .* needs sign-in \\(lanyard mcp login expenses\\)");
    }

    private Outcome call(String tool) throws Exception {
        return lanyard.run("call", "expenses", tool, "--config", config);
    }

    /** The servers of an Entra identity: silent first, without a page, in every process after the sign-in. */
    @Test
    void signsInOnceToServersOfEntra() throws Exception {
        int login = DeviceLogin.as("alice", lanyard, "profile", "--config", config);
        long pages = pagesOfEntra();
        Outcome second = lanyard.run("call", "profile", "get_user_name", "--config", config);

        assertThat(login).isZero();
        assertThat(second).extracting(Outcome::exitCode, Outcome::err).containsExactly(0, "");
        assertThat(second.out()).contains("Alice Example");
        assertThat(pages).isPositive();
        assertThat(pagesOfEntra()).isEqualTo(pages);
    }

    private long pagesOfEntra() {
        return playground.identityRequests()
                .stream()
                .filter(request -> request.path().matches(".*/(authorize|devicecode|deviceauth)"))
                .count();
    }
}
