package dev.lanyard.cli.prompt;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Opens pages in the user's browser: by a program that gets the address as its one last argument, never through a shell, and
 * only https, or http on this machine.
 */
public final class Browser {
    private final List<String> command;
    private final Map<String, String> environment;

    private Browser(List<String> command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    /**
     * Finds the program that opens pages: {@code $BROWSER} if it names one program, else the system's.
     *
     * @param system the value of {@code os.name}
     */
    public static Browser of(Map<String, String> environment, String system) {
        String name = system.toLowerCase(Locale.ROOT);
        List<List<String>> candidates = new ArrayList<>();
        String own = environment.getOrDefault("BROWSER", "");
        if (!own.isBlank()) {
            candidates.add(List.of(own));
        }
        candidates.add(name.startsWith("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler")
                : List.of(name.startsWith("mac") ? "open" : "xdg-open"));
        for (List<String> candidate : candidates) {
            Optional<Path> program = program(candidate.getFirst(), environment);
            if (program.isPresent()) {
                List<String> command = new ArrayList<>(candidate);
                command.set(0, program.get().toString());
                return new Browser(command, environment);
            }
        }
        return new Browser(List.of(), environment);
    }

    private static Optional<Path> program(String name, Map<String, String> environment) {
        try {
            if (Path.of(name).isAbsolute()) {
                return Optional.of(Path.of(name)).filter(Browser::isProgram);
            }
            String places = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
            for (String place : places.split(java.io.File.pathSeparator, -1)) {
                for (String file : List.of(name, name + ".exe")) {
                    // An empty or relative place would let the folder that one works in choose the program.
                    if (Path.of(place).isAbsolute() && isProgram(Path.of(place, file))) {
                        return Optional.of(Path.of(place, file));
                    }
                }
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Says whether there is a program that opens pages. */
    public boolean available() {
        return !command.isEmpty();
    }

    /** Says whether an address may be opened at all: https, or http on this machine, and nothing in front of its host. */
    public static boolean mayOpen(URI page) {
        String scheme = page.getScheme() == null ? "" : page.getScheme().toLowerCase(Locale.ROOT);
        String host = page.getHost();
        if (host == null || page.getRawUserInfo() != null || !isAscii(page.toASCIIString())) {
            return false;
        }
        return scheme.equals("https") || (scheme.equals("http") && isLoopback(host));
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    }

    /** Opens a page and returns at once; false if it may not be opened or no program could be started. */
    public boolean open(URI page) {
        if (!available() || !mayOpen(page)) {
            return false;
        }
        List<String> words = new ArrayList<>(command);
        words.add(page.toASCIIString());
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.start().getOutputStream().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
