package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.cli.prompt.PageVisitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signs in to {@code expenses} of a playground that runs as {@code lanyard playground}, in each way that there is; further
 * processes then need no sign-in.
 */
class SignInIT {
    private static final String TERMINAL = "-Dlanyard.stdin.terminal=true";
    private static final Pattern ADDRESS = Pattern.compile("^ *(http://localhost:\\d+/\\S+)$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("type this code: (\\S+)");

    @TempDir
    Path folder = Path.of("");

    private LanyardProcess lanyard;
    private Process playground;
    private String config;

    @BeforeEach
    void start() throws Exception {
        lanyard = new LanyardProcess(folder);
        Path state = folder.resolve("playground");
        playground = lanyard.start(lanyard.command(List.of(), "playground", "--state", state.toString()));
        BufferedReader out = playground.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("Servers: ")) {
            line = out.readLine();
        }
        assertThat(line).isNotNull();
        config = state.resolve("mcp.json").toString();
    }

    @AfterEach
    void stop() throws Exception {
        playground.descendants().forEach(ProcessHandle::destroy);
        playground.destroy();
        assertThat(playground.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void signsInByBrowserOnceForEveryProcess() throws Exception {
        Outcome before = call("get_user_expenses");
        Outcome login = lanyard.with("BROWSER", browser("alice"))
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
        Process login = lanyard.start(lanyard.command(List.of(), "mcp", "login", "expenses", "--sign-in", "device",
                "--config", config));
        Screen screen = new Screen(login.getErrorStream());
        String page = screen.await(ADDRESS);
        String code = screen.await(CODE);
        URI unused = PageVisitor.visit("alice", URI.create(page + "?user_code=" + code));

        assertThat(login.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(login.exitValue()).isZero();
        assertThat(call("get_user_expenses").out()).contains("Train to Berlin");
    }

    @Test
    void twoTerminalsDoNotSignEachOtherOut() throws Exception {
        lanyard.with("BROWSER", browser("alice"));
        Outcome one = lanyard.run("mcp", "login", "expenses", "--sign-in", "browser", "--config", config);
        Outcome other = lanyard.run("mcp", "login", "expenses", "--sign-in", "browser", "--config", config);
        List<Process> both = List.of(starting(), starting());

        assertThat(List.of(one.exitCode(), other.exitCode())).containsOnly(0);
        for (Process process : both) {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(out).contains("Train to Berlin");
        }
    }

    private Process starting() throws IOException {
        return lanyard.start(lanyard.command(List.of(), "call", "expenses", "get_user_expenses", "--config", config));
    }

    @Test
    void goesOnWithTheCallThatWantedMore() throws Exception {
        lanyard.with("BROWSER", browser("alice")).with("TERM", "xterm-256color");
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

    /** Returns a program that opens a page as a browser in front of that user would. */
    private String browser(String user) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Path.of("target", "lanyard.jar").toAbsolutePath() + ":"
                + Path.of(location(PageVisitor.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        Path script = Files.writeString(folder.resolve("browser-" + user), "#!/bin/sh\nexec '" + java + "' -cp '"
                + classes + "' " + PageVisitor.class.getName() + " " + user + " \"$1\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private static URI location(String place) {
        return URI.create(place);
    }

    /** What a process says, as it says it. */
    private static final class Screen {
        private final BufferedReader reader;
        private final StringBuilder seen = new StringBuilder();

        Screen(InputStream stream) {
            this.reader = new BufferedReader(new java.io.InputStreamReader(stream, StandardCharsets.UTF_8));
        }

        String await(Pattern wanted) throws IOException {
            while (true) {
                Matcher found = wanted.matcher(seen);
                if (found.find() && (found.end() < seen.length() || wanted.pattern().startsWith("("))) {
                    return found.group(1);
                }
                int c = reader.read();
                if (c < 0) {
                    throw new AssertionError("never saw " + wanted + " in:\n" + seen);
                }
                seen.append((char) c);
            }
        }
    }
}
