package dev.lanyard.cli.command;

import dev.lanyard.cli.render.EventLines;
import dev.lanyard.cli.render.Style;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Forgets what is kept for a server. */
@Command(name = "logout", description = "Forgets the sign-in to a server, and revokes it where its issuer allows that.")
final class McpLogoutCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Parameters(index = "0", paramLabel = "SERVER", description = "The server.")
    private String server = "";

    McpLogoutCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        EventLines lines = new EventLines(Style.PLAIN);
        AgentListener listener = event -> {
            if (event instanceof AgentEvent.CredentialNotRevoked) {
                lines.line(event).ifPresent(surroundings.err()::println);
            }
        };
        try (Session session = Session.oneShot(global.options(), surroundings, listener, false)) {
            var unused = session.connection(server);
            session.agent().logout(server);
            surroundings.out().println("Signed out of " + session.named(server));
            return ExitCode.DONE;
        }
    }
}
