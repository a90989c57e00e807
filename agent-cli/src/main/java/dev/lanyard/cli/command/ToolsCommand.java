package dev.lanyard.cli.command;

import dev.lanyard.cli.render.EventLines;
import dev.lanyard.cli.render.Style;
import dev.lanyard.cli.render.Table;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.tools.OfferedTool;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the tools of one server or of all. */
@Command(name = "tools", description = "Lists the tools that the servers offer, and the credential that each gets.")
final class ToolsCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Parameters(arity = "0..1", paramLabel = "SERVER", description = "Only this server.")
    private @Nullable String server;

    ToolsCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        SignInHints unsigned = new SignInHints();
        AgentListener failures = event -> {
            if (!unsigned.takes(event) && event instanceof AgentEvent.ServerFailed && server == null) {
                new EventLines(Style.PLAIN).line(event).ifPresent(surroundings.err()::println);
            }
        };
        try (Session session = Session.oneShot(global.options(), surroundings, failures, false)) {
            String name = server;
            if (name == null) {
                session.connect();
            } else {
                session.welcomeSignIns(true);
                var unused = session.connection(name).open();
            }
            Table table = new Table("SERVER", "TOOL", "CREDENTIAL", "DESCRIPTION");
            for (OfferedTool tool : session.agent().tools().tools()) {
                table.row(tool.server(), tool.tool().name(), tool.connection().credential().label(),
                        tool.tool().description());
            }
            table.lines().forEach(surroundings.out()::println);
            unsigned.tell(session, surroundings.err());
            return ExitCode.DONE;
        }
    }
}
