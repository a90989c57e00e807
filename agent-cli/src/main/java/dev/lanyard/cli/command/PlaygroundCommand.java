package dev.lanyard.cli.command;

import dev.lanyard.cli.session.PlaygroundProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Runs the playground's servers in the foreground, for any MCP client. */
@Command(name = "playground", mixinStandardHelpOptions = true, description = "Runs the playground's servers until Ctrl-C, and prints the mcp.json that reaches them.", footer = {
        "", "Options such as --port N and --step-delay 0s are the playground's own."})
final class PlaygroundCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", hidden = true)
    private List<String> words = new ArrayList<>();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(List.of("--foreground"));
        arguments.addAll(options);
        arguments.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(PlaygroundProcess.command(arguments)).inheritIO();
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR", "LANG", "TERM"));
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }
}
