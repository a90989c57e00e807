package dev.lanyard.cli.command;

import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.config.SecretRef;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.event.AgentListener;
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
            Rows rows = new Rows(surroundings.out());
            rows.row("server", name);
            switch (session.servers().get(name)) {
                case ServerConfig.Http http -> {
                    rows.row("address", http.shownUrl().toString());
                    rows.row("credential", connection.credential().label());
                    rows.keys(http);
                }
                case ServerConfig.Stdio stdio -> {
                    rows.row("command", stdio.command() + " "
                            + String.join(" ", stdio.args().stream().map(SecretRef::toString).toList()));
                    rows.references("variable", stdio.env());
                }
                case null -> throw new IllegalStateException("A connection has a server");
            }
            rows.row("trusted", session.servers()
                    .values()
                    .stream()
                    .anyMatch(server -> server.name().equals(name)
                            && server.trusted()) ? "yes" : "no");
            rows.row("from", session.source().label());
            return ExitCode.DONE;
        }
    }
}
