package dev.lanyard.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.assistant.Turn;
import dev.lanyard.cli.render.EventLines;
import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.render.Style;
import dev.lanyard.cli.session.Session;
import dev.lanyard.cli.session.SessionException;
import dev.lanyard.cli.session.Surroundings;
import dev.lanyard.connection.ServerTool;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.AgentEvent;
import dev.lanyard.event.AgentListener;
import dev.lanyard.event.ToolOutcome;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calls one tool without a model. Typing the call is approving it. */
@Command(name = "call", description = "Calls one tool and prints its answer; progress goes to stderr.", footer = {
        "", "Example:  lanyard call reverse reverse_tool query=hello"})
final class CallCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "SERVER", description = "The server that has the tool.")
    private String server = "";

    @Parameters(index = "1", paramLabel = "TOOL", description = "The tool's name at its server.")
    private String tool = "";

    @Parameters(index = "2..*", paramLabel = "name=value", description = "Arguments, read by the types of the tool's schema.")
    private List<String> pairs = new ArrayList<>();

    @Option(names = "--json", paramLabel = "OBJECT", defaultValue = "{}", description = "Arguments as a JSON object.")
    private String json = "{}";

    CallCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        EventLines lines = new EventLines(Style.PLAIN, global.verbose());
        AgentListener progress = event -> {
            if (global.verbose() || event instanceof AgentEvent.ToolCallProgressed) {
                lines.line(event).ifPresent(surroundings.err()::println);
            }
        };
        try (Session session = Session.oneShot(global.options(ApprovalMode.ALL), surroundings, progress, false)) {
            session.welcomeSignIns(true);
            ServerTool found = session.connection(server)
                    .tools()
                    .stream()
                    .filter(candidate -> candidate.name().equals(tool))
                    .findFirst()
                    .orElseThrow(() -> new SessionException.NoSuchTool(server, tool));
            ToolResult result = session.agent()
                    .call(server, tool, arguments(found).toString(), new Turn())
                    .orElseThrow(() -> new SessionException.NoSuchTool(server, tool));
            AgentException failure = result.failure();
            if (failure != null) {
                throw failure;
            }
            boolean succeeded = result.outcome() == ToolOutcome.SUCCEEDED;
            (succeeded ? surroundings.out() : surroundings.err()).println(Sanitizer.clean(result.text()));
            return succeeded ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private ObjectNode arguments(ServerTool found) {
        try {
            return Arguments.of(json, pairs, found.inputSchema());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
