package dev.lanyard.cli.session;

import dev.lanyard.cli.console.Console;
import dev.lanyard.cli.console.JLineConsole;
import dev.lanyard.cli.console.PlainConsole;
import dev.lanyard.cli.console.Suggester;
import dev.lanyard.cli.prompt.Browser;
import dev.lanyard.cli.prompt.ConsoleInteraction;
import dev.lanyard.cli.prompt.SignInWays;
import dev.lanyard.config.UserFolders;
import dev.lanyard.credential.Account;
import dev.lanyard.credential.UserInteraction;
import dev.lanyard.credential.UserInteraction.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is what the process was started with: its environment, its folder, its streams, and whether people are at their ends.
 *
 * @param inputIsTerminal whether somebody can type
 * @param outputIsTerminal whether somebody reads along
 */
public record Surroundings(Map<String, String> environment, Path workingDirectory, UserFolders folders, InputStream in,
        PrintStream out, PrintStream err, boolean inputIsTerminal, boolean outputIsTerminal) {
    /** Copies the environment. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Returns the surroundings of this process. The launcher tells which streams are terminals. */
    public static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        UserFolders folders = UserFolders.of(environment, System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
        return new Surroundings(environment, Path.of(""), folders, System.in, System.out, System.err,
                Boolean.getBoolean("lanyard.stdin.terminal"), Boolean.getBoolean("lanyard.stdout.terminal"));
    }

    /**
     * Returns a console for a conversation: a terminal with editing where there is one, lines otherwise.
     *
     * @param suggester completes what is being typed
     */
    Console conversation(boolean plain, Suggester suggester) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        if (inputIsTerminal && outputIsTerminal && !plain && !dumb) {
            try {
                return JLineConsole.open(folders.state().resolve("history"), suggester);
            } catch (IOException e) {
                err.println(
                        "lanyard: the terminal cannot be edited in, lines are read as they come: " + e.getMessage());
            }
        }
        return new PlainConsole(in, out, inputIsTerminal && outputIsTerminal);
    }

    /** Returns a console for a single command, which leaves stdout to the command's result and asks on stderr. */
    Console oneShot() {
        return new PlainConsole(in, err, inputIsTerminal);
    }

    /** Returns the time here. */
    public Clock clock() {
        return Clock.systemUTC();
    }

    /** Returns what opens pages here. */
    Browser browser() {
        return Browser.of(environment, System.getProperty("os.name"));
    }

    /** Returns what brings sign-ins to a console. */
    UserInteraction interaction(Console console, @Nullable Way forced, Account account) {
        Browser browser = browser();
        return new ConsoleInteraction(console, browser, SignInWays.of(environment, System.getProperty("os.name"),
                browser.available(), console.interactive(), forced), clock(), account);
    }
}
