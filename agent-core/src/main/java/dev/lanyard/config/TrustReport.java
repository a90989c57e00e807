package dev.lanyard.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what a project's configuration would send where and run, for the user to approve.
 *
 * @param file the configuration, absolute
 * @param destinations what each origin would get, in the order of the file
 * @param commands what would be run
 * @param files the configuration and every {@code .env} and {@code envFile} it uses, as they were read
 */
public record TrustReport(Path file, List<Destination> destinations, List<Command> commands, List<Fingerprint> files) {
    /** Makes the path absolute and copies the lists. */
    public TrustReport {
        file = file.toAbsolutePath().normalize();
        destinations = List.copyOf(destinations);
        commands = List.copyOf(commands);
        files = List.copyOf(files);
    }

    /**
     * An origin that would get something.
     *
     * @param origin scheme, host and port: {@code https://mcp.example.com:443}
     * @param recipients who is there: {@code server 'a'}, {@code identity 'b'}
     * @param gets what it would get
     */
    public record Destination(String origin, List<String> recipients, Disclosure gets) {
        /** Copies the list. */
        public Destination {
            Objects.requireNonNull(origin);
            recipients = List.copyOf(recipients);
            Objects.requireNonNull(gets);
        }
    }

    /**
     * A process that would be run.
     *
     * @param server the server that it is
     * @param argv program and arguments in full, as the file writes them
     * @param cwd where it would run, or null for where Lanyard runs
     * @param gets what it would get
     */
    public record Command(String server, List<String> argv, @Nullable Path cwd, Disclosure gets) {
        /** Copies the list. */
        public Command {
            Objects.requireNonNull(server);
            argv = List.copyOf(argv);
            Objects.requireNonNull(gets);
        }
    }

    /**
     * Returns what an approval is bound to: a SHA-256, in hexadecimal, over the path, every file's path and bytes, the
     * origins and the commands.
     */
    public String digest() {
        List<String> parts = new ArrayList<>(List.of("lanyard-trust-1", file.toString()));
        files.forEach(used -> parts.addAll(List.of("file", used.file().toString(), used.sha256())));
        destinations.forEach(destination -> parts.addAll(List.of("origin", destination.origin())));
        commands.forEach(command -> {
            parts.addAll(List.of("command", command.server(), Objects.toString(command.cwd(), "")));
            parts.addAll(command.argv());
        });
        // Each part with its length, so that no two lists of parts are written alike.
        String text = parts.stream().map(part -> part.length() + ":" + part).collect(Collectors.joining(","));
        return FileBytes.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the report as lines for a terminal, without escape sequences whatever the file holds. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Destination destination : destinations) {
            lines.add(destination.origin() + " (" + String.join(", ", destination.recipients()) + ") gets "
                    + destination.gets().describe());
        }
        for (Command command : commands) {
            lines.add("server '" + command.server() + "' runs "
                    + command.argv().stream().map(TrustReport::quoted).collect(Collectors.joining(" "))
                    + (command.cwd() == null ? "" : " in '" + command.cwd() + "'") + " and gets "
                    + command.gets().describe());
        }
        files.forEach(used -> lines.add("uses '" + used.file() + "'"));
        lines.add("digest " + digest());
        return lines.stream().map(Printable::of).toList();
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
