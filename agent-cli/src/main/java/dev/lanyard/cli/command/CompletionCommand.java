package dev.lanyard.cli.command;

import dev.lanyard.cli.session.Surroundings;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options. */
@Command(name = "completion", description = "Prints a script that completes commands and options in bash and zsh.", footerHeading = "%nExamples:%n", footer = {
        "  source <(lanyard completion)                            for this shell",
        "  lanyard completion > ~/.local/share/bash-completion/completions/lanyard",
        "                                                          for every bash from now on"})
final class CompletionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Surroundings surroundings, GlobalOptions unused) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().println(AutoComplete.bash("lanyard", spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
