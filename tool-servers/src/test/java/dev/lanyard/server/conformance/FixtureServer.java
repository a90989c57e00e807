package dev.lanyard.server.conformance;

import dev.lanyard.server.auth.AnonymousAuthenticator;
import dev.lanyard.server.http.HttpOptions;
import dev.lanyard.server.http.HttpServer;
import dev.lanyard.server.http.Routes;
import dev.lanyard.server.protocol.McpEndpoint;
import dev.lanyard.server.protocol.Offerings;
import dev.lanyard.server.protocol.ServerInfo;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Offers what the scenarios of {@code @modelcontextprotocol/conformance} call. As a program it prints its URL and runs
 * until its standard input ends.
 */
public final class FixtureServer {
    private FixtureServer() {}

    /** Starts the server on a port, 0 for a free one; the caller closes it. */
    public static HttpServer start(int port) throws IOException {
        Offerings offerings = Offerings.changing().logging();
        offerings.prompts(FixturePrompts.all())
                .resources(FixtureResources.all(), FixtureResources.templates())
                .tools(Stream
                        .of(ContentTools.all(), TalkingTools.all(), AskingTools.all(), ChangingTools.all(offerings))
                        .flatMap(List::stream)
                        .toList());
        McpEndpoint endpoint = McpEndpoint
                .builder(new ServerInfo("fixture", "Conformance fixture", "1.0.0"), new AnonymousAuthenticator(),
                        offerings)
                .instructions("For the conformance suite.")
                .build();
        return HttpServer.start(HttpOptions.onPort(port), origin -> Routes.none().with("/mcp", endpoint));
    }

    /** Runs until the standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (HttpServer server = start(0)) {
            System.out.println(server.origin().resolve("/mcp"));
            while (System.in.read() >= 0) {
                // Whatever is typed, only the end counts.
            }
        }
    }
}
