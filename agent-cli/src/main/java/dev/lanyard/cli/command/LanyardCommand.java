package dev.lanyard.cli.command;

import dev.lanyard.cli.session.Chat;
import dev.lanyard.cli.session.Surroundings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Chats, or answers once with {@code -p}. */
@Command(name = "lanyard", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, versionProvider = VersionLine.class, description = "Chats with a model that calls tools on MCP servers, each reached with its own credential.", subcommands = {
        ToolsCommand.class, CallCommand.class, McpCommand.class, TokenCommand.class,
        ExplainCommand.class, IssuersCommand.class, CompletionCommand.class,
        PlaygroundCommand.class}, footerHeading = "%nExamples:%n", footer = {
                "  lanyard                                     chat; in the playground if nothing is configured",
                "  lanyard -p \"reverse hello\"                  one answer on stdout",
                "  cat notes.txt | lanyard -p \"summarise\"      what is piped in becomes context",
                "  lanyard call reverse reverse_tool query=hi  call a tool without a model",
                "",
                "Exit codes: 0 done, 1 failed, 2 usage, configuration or trust, 3 sign-in needed,",
                "4 server unreachable, 5 refused by the server, 130 cancelled."})
public final class LanyardCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final GlobalOptions global;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = {"-p", "--print"}, paramLabel = "TEXT", description = "Answer this once and end.")
    private @Nullable String prompt;

    @Option(names = "--output", paramLabel = "FORMAT", converter = OutputFormat.Converter.class, description = "With -p: text (default), json, stream-json.")
    private OutputFormat output = OutputFormat.TEXT;

    /** Creates the command in the given surroundings. */
    public LanyardCommand(Surroundings surroundings, GlobalOptions global) {
        this.surroundings = surroundings;
        this.global = global;
    }

    /** Refuses what would be passed over in silence: a text to answer beside a command. */
    public void requireAlone(boolean hasSubcommand) {
        if (hasSubcommand && prompt != null) {
            throw new ParameterException(spec.commandLine(), "-p does not go with a command");
        }
    }

    @Override
    public Integer call() {
        if (prompt != null && prompt.isBlank()) {
            throw new ParameterException(spec.commandLine(), "-p wants a text, such as -p \"reverse hello\"");
        }
        if (prompt != null) {
            return new OneTurn(surroundings, global.options(), output).run(prompt);
        }
        new Chat(global.options(), surroundings).run();
        return ExitCode.DONE;
    }
}
