package dev.lanyard.cli.command;

import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.event.AgentListener;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has the user sign in to a server, whatever is kept for it. */
@Command(name = "login", description = "Signs in to a server anew: by browser, by pasting an address, or by a code on another device.")
final class McpLoginCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Parameters(index = "0", paramLabel = "SERVER", description = "The server.")
    private String server = "";

    McpLoginCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        try (Session session = Session.oneShot(global.options(), surroundings, AgentListener.none(), false)) {
            session.login(server);
            surroundings.out()
                    .println("Signed in to " + session.named(server)
                            + (session.playground() || session.tokensLast() ? "" : ", until this command ends"));
            return ExitCode.DONE;
        }
    }
}
