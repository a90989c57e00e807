package dev.lanyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.cli.LanyardProcess.Outcome;
import dev.lanyard.server.playground.Playground;
import dev.lanyard.server.playground.PlaygroundOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several accounts of one person, side by side in one token store: none ever gets what belongs to another (A35). */
class AccountsIT {
    @TempDir
    Path folder = Path.of("");

    private Playground playground;
    private LanyardProcess lanyard;
    private String config;

    @BeforeEach
    void start() throws IOException {
        playground = Playground.start(PlaygroundOptions.usual());
        lanyard = new LanyardProcess(folder);
        config = playground.config().toString();
    }

    @AfterEach
    void stop() {
        playground.close();
    }

    private Outcome login(String user, String account) throws Exception {
        return lanyard.with("BROWSER", BrowserScript.of(user, folder))
                .run("mcp", "login", "expenses", "--account", account, "--sign-in", "browser", "--config", config);
    }

    private Outcome expenses(String... account) throws Exception {
        return as(account, "call", "expenses", "get_user_expenses");
    }

    private Outcome as(String[] account, String... words) throws Exception {
        String[] line = new String[words.length + 2 + (account.length == 0 ? 0 : 2)];
        System.arraycopy(words, 0, line, 0, words.length);
        line[words.length] = "--config";
        line[words.length + 1] = config;
        if (account.length > 0) {
            line[words.length + 2] = "--account";
            line[words.length + 3] = account[0];
        }
        return lanyard.run(line);
    }

    @Test
    void a35accountsSideBySideNeverShareAToken() throws Exception {
        Outcome work = login("alice", "work");
        Outcome home = login("bob", "home");

        assertThat(work.out()).isEqualTo("Signed in to 'expenses' as account 'work'\n");
        assertThat(work.err()).contains("Sign in for expenses at localhost, to be kept as account work");
        assertThat(home.out()).isEqualTo("Signed in to 'expenses' as account 'home'\n");
        assertThat(expenses("work").out()).contains("Train to Berlin").doesNotContain("Headphones");
        assertThat(expenses("home").out()).contains("Headphones").doesNotContain("Train to Berlin");
        assertThat(expenses()).isEqualTo(new Outcome(3, "", "lanyard: Server 'expenses' needs you to sign in. Sign in "
                + "to it: 'lanyard mcp login expenses'.\n"));
        assertThat(expenses("other").err()).contains("'lanyard mcp login expenses --account other'");
        assertThat(as(new String[]{"home"}, "-p", "show my expenses", "--model", "scripted").out())
                .contains("Headphones")
                .doesNotContain("Train to Berlin");
        assertThat(token("work")).isNotEqualTo(token("home"));
    }

    private String token(String account) throws Exception {
        Outcome token = as(new String[]{account}, "token", "expenses", "--reveal");
        assertThat(token.exitCode()).isZero();
        return token.out();
    }

    @Test
    void signingOutOfOneLeavesTheOther() throws Exception {
        Outcome work = login("alice", "work");
        Outcome home = login("bob", "home");
        Outcome logout = as(new String[]{"work"}, "mcp", "logout", "expenses");

        assertThat(work.exitCode() + home.exitCode()).isZero();
        assertThat(logout).isEqualTo(new Outcome(0, "Signed out of 'expenses' as account 'work'\n", ""));
        assertThat(expenses("work").exitCode()).isEqualTo(3);
        assertThat(expenses("home").out()).contains("Headphones");
    }

    @Test
    void a35soDoServersOfEntra() throws Exception {
        int work = DeviceLogin.as("alice", lanyard, "profile", "--account", "work", "--config", config);
        int home = DeviceLogin.as("bob", lanyard, "profile", "--account", "home", "--config", config);

        assertThat(work + home).isZero();
        assertThat(as(new String[]{"work"}, "call", "profile", "get_user_name").out()).contains("Alice Example");
        assertThat(as(new String[]{"home"}, "call", "profile", "get_user_name").out()).contains("Bob Example");
        assertThat(as(new String[0], "call", "profile", "get_user_name").exitCode()).isEqualTo(3);
    }

    @Test
    void anAccountsNameIsPlain() throws Exception {
        assertThat(lanyard.run("tools", "--account", "a#b")).isEqualTo(new Outcome(2, "",
                "lanyard: Invalid value for option '--account': an account's name has up to 64 letters, digits, '.', "
                        + "'_', '@', '+' and '-'. See 'lanyard tools --help'.\n"));
    }
}
