package dev.lanyard.server.playground;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Is what the command line of {@link PlaygroundMain} asks for.
 *
 * @param options how to start
 * @param foreground whether a person looks on: readable output, and no end with standard input
 * @param help whether only the help is wanted
 */
record CommandLine(PlaygroundOptions options, boolean foreground, boolean help) {
    static final String HELP = """
                               Starts Lanyard's playground: MCP servers, an identity provider and a scripted model on 127.0.0.1.

                                 --state DIR            folder for mcp.json, .env and ca.pem (default: a new temporary one)
                                 --port N               port for http (default: 0, a free one)
                                 --step-delay TIME      length of each of reverse_tool's five steps (default: 200 ms)
                                 --token-lifetime TIME  how long access tokens are valid (default: PT1H)
                                 --clock-skew TIME      how far clocks may differ when a token is checked (default: PT60S)
                                 --identity-only        only the identity provider, for other programs' tests
                                 --flows                flows.json too: a server for each way to get a credential
                                 --foreground           print a readable summary, run until interrupted
                                 --help                 print this

                               TIME is an ISO 8601 duration such as PT0.2S, or milliseconds such as 200 or 200ms.
                               Without --foreground one line of JSON tells when it is ready, and the end of standard input ends it.
                               """;

    /**
     * Reads the arguments; {@code --name value} and {@code --name=value} are alike.
     *
     * @throws PlaygroundArgumentException if an option is unknown, lacks its value or has one that does not fit
     */
    static CommandLine parse(List<String> arguments) {
        PlaygroundOptions options = PlaygroundOptions.usual();
        boolean foreground = false;
        boolean help = false;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            String argument = rest.next();
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            Value value = new Value(name, equals < 0 ? rest : List.of(argument.substring(equals + 1)).iterator());
            switch (name) {
                case "--state" -> options = options.withState(value.path());
                case "--port" -> options = options.withPort(value.number());
                case "--step-delay" -> options = options.withStepDelay(value.duration());
                case "--token-lifetime" -> options = options.withTokenLifetime(value.duration());
                case "--clock-skew" -> options = options.withClockSkew(value.duration());
                case "--identity-only" -> options = options.withIdentityOnly();
                case "--flows" -> options = options.withFlows();
                case "--foreground" -> foreground = true;
                case "--help" -> help = true;
                default -> throw new PlaygroundArgumentException(
                        "'" + name + "' is not an option. Run with --help to see those there are.");
            }
        }
        return new CommandLine(options, foreground, help);
    }

    /** Is the value of one option, taken from the arguments that follow only when it is asked for. */
    private record Value(String option, Iterator<String> rest) {
        String text() {
            String text = rest.hasNext() ? rest.next() : "";
            if (text.isBlank()) {
                throw new PlaygroundArgumentException(option + ": the value is missing. Write it after the option.");
            }
            return text;
        }

        Path path() {
            String text = text();
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new PlaygroundArgumentException(option + ": '" + text + "' is no path. Name a folder.");
            }
        }

        int number() {
            String text = text();
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new PlaygroundArgumentException(
                        option + ": '" + text + "' is not a number. Write one such as 8000.");
            }
        }

        Duration duration() {
            String text = text();
            try {
                return text.toUpperCase(Locale.ROOT).startsWith("P")
                        ? Duration.parse(text)
                        : Duration.ofMillis(
                                Long.parseLong(text.endsWith("ms") ? text.substring(0, text.length() - 2) : text));
            } catch (DateTimeParseException | NumberFormatException e) {
                throw new PlaygroundArgumentException(
                        option + ": '" + text + "' is not a duration. Write one such as PT0.2S or 200ms.");
            }
        }
    }
}
