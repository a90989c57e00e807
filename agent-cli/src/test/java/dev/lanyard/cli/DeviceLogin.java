package dev.lanyard.cli;

import dev.lanyard.cli.prompt.PageVisitor;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Signs in by a code that a person types on another device. */
final class DeviceLogin {
    private static final Pattern ADDRESS = Pattern.compile("^ *(http://localhost:\\d+/\\S+)$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("type this code: (\\S+)");

    private DeviceLogin() {}

    /** Runs {@code mcp login SERVER --sign-in device} with further words, types its code as the user, and returns how it ended. */
    static int as(String user, LanyardProcess lanyard, String server, String... words) throws Exception {
        String[] line = Stream.concat(Stream.of("mcp", "login", server, "--sign-in", "device"), Stream.of(words))
                .toArray(String[]::new);
        Process login = lanyard.start(lanyard.command(List.of(), line));
        Screen screen = new Screen(login.getErrorStream());
        URI page = URI.create(screen.await(ADDRESS));
        URI unused = PageVisitor.visit(user, page, screen.await(CODE));
        if (!login.waitFor(60, TimeUnit.SECONDS)) {
            login.destroyForcibly();
            throw new AssertionError("the sign-in did not end");
        }
        return login.exitValue();
    }
}
