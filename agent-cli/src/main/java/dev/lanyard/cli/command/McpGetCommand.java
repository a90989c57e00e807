package dev.lanyard.cli.command;

import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.event.AgentListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how one server is configured. Nothing is sent, and no value of a secret is shown. */
@Command(name = "get", description = "Shows how a server is configured; sends nothing, shows no secret.")
final class McpGetCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Parameters(index = "0", paramLabel = "NAME", description = "The server.")
    private String name = "";

    McpGetCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        try (Session session = Session.oneShot(global.options(), surroundings, AgentListener.none(), false)) {
            ServerConnection connection = session.connection(name);
            row("server", name);
            switch (session.servers().get(name)) {
                case ServerConfig.Http http -> {
                    row("address", http.shownUrl().toString());
                    row("credential", connection.credential().label());
                    rows("header", http.headers());
                    rows("query", http.query());
                }
                case ServerConfig.Stdio stdio -> {
                    row("command", stdio.command() + " "
                            + String.join(" ", stdio.args().stream().map(SecretRef::toString).toList()));
                    rows("variable", stdio.env());
                }
                case null -> throw new IllegalStateException("A connection has a server");
            }
            row("trusted", session.servers()
                    .values()
                    .stream()
                    .anyMatch(server -> server.name().equals(name)
                            && server.trusted()) ? "yes" : "no");
            row("from", session.source().label());
            return ExitCode.DONE;
        }
    }

    private void rows(String kind, Map<String, SecretRef> values) {
        // A reference shows where a value comes from; a literal shows as ***.
        List.copyOf(values.entrySet()).forEach(entry -> row(kind, entry.getKey() + " = " + entry.getValue()));
    }

    private void row(String label, String value) {
        surroundings.out().println(label + " ".repeat(12 - label.length()) + Sanitizer.line(value, 500));
    }
}
