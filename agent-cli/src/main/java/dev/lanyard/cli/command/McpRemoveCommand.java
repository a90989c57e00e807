package dev.lanyard.cli.command;

import dev.lanyard.cli.render.Sanitizer;
import dev.lanyard.cli.session.McpJsonFile;
import dev.lanyard.cli.session.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a server out of an {@code mcp.json}; the rest of the file stays as it is. */
@Command(name = "remove", description = "Removes a server from an mcp.json; comments and layout of the file stay.")
final class McpRemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final GlobalOptions global;

    @Parameters(index = "0", paramLabel = "NAME", description = "The server.")
    private String name = "";

    @Option(names = "--scope", paramLabel = "user|project", converter = ScopeConverter.class, description = "Whose mcp.json; the one that counts here unless given.")
    private McpJsonFile.Scope scope = McpJsonFile.Scope.ANY;

    McpRemoveCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    @Override
    public Integer call() {
        McpJsonFile file = McpJsonFile.of(surroundings, global.options(), scope);
        file.remove(name);
        surroundings.out().println("Removed '" + name + "' from " + Sanitizer.line(file.path().toString(), 300));
        return ExitCode.DONE;
    }
}
