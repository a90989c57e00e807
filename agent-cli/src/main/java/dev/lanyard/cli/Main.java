package dev.lanyard.cli;

import dev.lanyard.cli.command.ExitCode;
import dev.lanyard.cli.command.GlobalOptions;
import dev.lanyard.cli.command.LanyardCommand;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.error.AgentException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Starts the program. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        keepLogsQuiet();
        allowProxyPasswords();
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    /** A file of logging's own is the word of somebody who wants logs. */
    private static void keepLogsQuiet() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
        }
    }

    /**
     * Lets the JDK present a user and password to a proxy before a tunnel, which it does not unless told so before its first
     * HTTP client: who wrote them into {@code HTTPS_PROXY} wants just that.
     */
    private static void allowProxyPasswords() {
        String schemes = "jdk.http.auth.tunneling.disabledSchemes";
        System.setProperty(schemes, System.getProperty(schemes, ""));
    }

    /** Runs a command line in the given surroundings and returns its exit code. */
    public static int run(Surroundings surroundings, String... arguments) {
        PrintStream err = surroundings.err();
        GlobalOptions options = new GlobalOptions();
        LanyardCommand lanyard = new LanyardCommand(surroundings, options);
        CommandLine commands = new CommandLine(lanyard, new CommandFactory(surroundings, options));
        // What follows is for the playground's own process to read.
        Objects.requireNonNull(commands.getSubcommands().get("playground"))
                .setUnmatchedOptionsArePositionalParams(true);
        commands.setExecutionStrategy(parsed -> {
            lanyard.requireAlone(parsed.hasSubcommand());
            return new CommandLine.RunLast().execute(parsed);
        });
        commands.setParameterExceptionHandler((failure, unused) -> {
            err.println("lanyard: " + Sanitizer.clean(String.valueOf(failure.getMessage())) + ". See '"
                    + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE;
        });
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (Session.isEnding()) {
                return ExitCode.CANCELLED;
            }
            if (failure instanceof AgentException known) {
                err.println("lanyard: " + Sanitizer.clean(String.valueOf(known.getMessage())));
                return ExitCode.of(known.code());
            }
            // A defect of ours: one line for the user, the trace for whoever reports it, sanitised like everything foreign.
            err.println("lanyard: something went wrong that should not: " + Sanitizer.line(failure.toString(), 300)
                    + ". Run again with --verbose for the details, and report them.");
            if (options.verbose()) {
                StringWriter trace = new StringWriter();
                failure.printStackTrace(new PrintWriter(trace));
                err.println(Sanitizer.clean(trace.toString()));
            }
            return ExitCode.FAILED;
        });
        commands.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        return commands.execute(arguments);
    }

    /** Makes the subcommands, each with the surroundings and the shared options. */
    private record CommandFactory(Surroundings surroundings, GlobalOptions options) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 2 && constructor.getParameterTypes()[0] == Surroundings.class) {
                    constructor.setAccessible(true);
                    return type.cast(constructor.newInstance(surroundings, options));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
