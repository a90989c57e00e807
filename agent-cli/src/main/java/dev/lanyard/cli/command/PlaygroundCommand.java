package dev.lanyard.cli.command;

import dev.lanyard.cli.session.PlaygroundProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the playground's servers in the foreground, for any MCP client. */
@Command(name = "playground", description = "Runs the playground's servers until Ctrl-C, and prints the mcp.json that reaches them.", footerHeading = "%nThe playground's own options:%n", footer = {
        "  --port N            the port of the servers; a free one unless given",
        "  --state DIR         where mcp.json, .env and ca.pem are written; a new folder unless given",
        "  --step-delay T      how long each step of reverse_tool takes: 200ms, PT1S, 0",
        "  --token-lifetime T  how long access tokens live: PT1H",
        "  --identity-only     only the identity provider, for other programs' tests",
        "  --clock-skew T      how late or early a token may be: PT60S",
        "",
        "Beside mcp.json there is flows.json, with a server for each way to get a credential:",
        "  lanyard call --config DIR/flows.json certificate-pem reverse_tool query=hello",
        "POST /faults, with PLAYGROUND_FAULT_SECRET of .env as bearer token, makes the identity provider fail on",
        "demand; dev.lanyard.server.testing starts it all in tests. See docs/playground.md."})
final class PlaygroundCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", hidden = true)
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        arguments.addAll(0, List.of("--foreground", "--flows"));
        ProcessBuilder builder = new ProcessBuilder(PlaygroundProcess.command(arguments)).inheritIO();
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR", "LANG", "TERM"));
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }

    /** Waits until the playground has deleted its files, and no longer than that can take. */
    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PlaygroundProcess.STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
