package dev.lanyard.soak;

import dev.lanyard.server.auth.AnonymousAuthenticator;
import dev.lanyard.server.echo.EchoServer;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.reverse.ReverseServer;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Runs the echo and the reverse server for everyone on the port given, 0 for a free one, and prints the port; ends with its
 * input.
 */
public final class ToolProcess {
    /** Kept here because the logging framework forgets loggers that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");
    static final String ECHO = "/echo/mcp";
    static final String REVERSE = "/reverse/mcp";

    private ToolProcess() {}

    /** Returns when there is no more input. */
    public static void main(String[] arguments) throws IOException {
        ROOT.setLevel(Level.WARNING);
        try (HttpServer server = HttpServer.start(HttpOptions.onPort(Integer.parseInt(arguments[0])),
                origin -> Routes.none()
                        .with(ECHO, EchoServer.endpoint(new AnonymousAuthenticator()))
                        // Each of five steps takes its time, so that a call can be cut between two of them.
                        .with(REVERSE, ReverseServer.endpoint(new AnonymousAuthenticator(), () -> Thread.sleep(20),
                                RandomGenerator.getDefault())))) {
            System.out.println(server.origin().getPort());
            while (System.in.read() >= 0) {
                // Only its end counts.
            }
        }
        System.exit(0);
    }
}
