package dev.lanyard.cli.command;

import dev.lanyard.cli.render.EventLines;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.render.Table;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.config.ServerConfig;
import dev.lanyard.connection.ConnectionState;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.error.AgentException;
import dev.lanyard.error.ErrorCode;
import dev.lanyard.event.AgentListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the configured servers and how each stands. */
@Command(name = "list", description = "Lists the configured servers, the credential that each gets, and whether it answers.")
final class McpListCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    McpListCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        try (Session session = Session.oneShot(global.options(), surroundings, AgentListener.none(), false)) {
            session.connect();
            Table table = new Table("SERVER", "ADDRESS", "CREDENTIAL", "STATE");
            List<String> failures = new ArrayList<>();
            for (ServerConnection connection : session.agent().connections().all()) {
                ServerConfig server = session.servers().get(connection.name());
                table.row(connection.name(), address(server), connection.credential().label(),
                        state(session, connection, failures));
            }
            surroundings.err()
                    .println(session.playground()
                            ? "Nothing is configured: these are the playground's servers."
                            : "From " + Sanitizer.line(session.source().label(), 200));
            table.lines().forEach(surroundings.out()::println);
            failures.forEach(surroundings.err()::println);
            return ExitCode.DONE;
        }
    }

    private static String address(@org.jspecify.annotations.Nullable ServerConfig server) {
        return switch (server) {
            case ServerConfig.Http http -> http.shownUrl().toString();
            case ServerConfig.Stdio stdio -> stdio.command();
            case null -> "";
        };
    }

    private static String state(Session session, ServerConnection connection, List<String> failures) {
        return switch (connection.state()) {
            case ConnectionState.Idle() -> "not connected";
            case ConnectionState.Connecting() -> "connecting";
            case ConnectionState.Ready ready -> "ready, " + EventLines.count(ready.tools().size(), "tool");
            case ConnectionState.Lost(var unused, AgentException failure) -> {
                failures.add(connection.name() + ": " + Sanitizer.clean(String.valueOf(failure.getMessage())));
                yield "lost";
            }
            case ConnectionState.Failed(AgentException failure) when failure.code() == ErrorCode.INTERACTION_REQUIRED ->
                "needs sign-in (" + session.signInRemedy(connection.name()) + ")";
            case ConnectionState.Failed(AgentException failure) -> {
                failures.add(connection.name() + ": " + Sanitizer.clean(String.valueOf(failure.getMessage())));
                yield "failed";
            }
        };
    }
}
