package dev.lanyard.server.playground;

import dev.lanyard.server.http.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the playground as a process of its own. Standard output gets exactly one line once it is ready,
 * {@code {"config":"…/mcp.json","model":"http://127.0.0.1:8000/model/v1",
 * "issuer":"http://localhost:8000/issuer","modelKey":"PLAYGROUND_MODEL_KEY"}}; the last is the
 * name of a variable in {@code .env}. It ends with its standard input, and so with its parent however that dies, or on
 * SIGTERM; then it deletes its files. Exit codes: 0 done, 1 failed, 2 wrong option.
 */
public final class PlaygroundMain {
    /** Kept here because the logging framework forgets loggers that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    private PlaygroundMain() {}

    /** Starts the playground and returns only when it has to end. */
    public static void main(String[] args) throws InterruptedException {
        ROOT.setLevel(Level.WARNING);
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> arguments) throws InterruptedException {
        try {
            CommandLine line = CommandLine.parse(arguments);
            if (line.help()) {
                System.out.print(CommandLine.HELP);
                return 0;
            }
            Playground playground = Playground.start(line.options());
            Runtime.getRuntime().addShutdownHook(new Thread(playground::close, "playground-close"));
            if (line.foreground()) {
                System.out.print(summary(playground, line));
                System.out.flush();
                new CountDownLatch(1).await();
            } else {
                System.out.println(readyLine(playground));
                System.out.flush();
                awaitEndOfInput();
            }
            return 0;
        } catch (PlaygroundArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return 2;
        } catch (IOException failure) {
            System.err.println(
                    "The playground did not start: " + failure + ". Look at the folder and the port it was given.");
            return 1;
        }
    }

    private static String readyLine(Playground playground) {
        return StrictJson.text(StrictJson.object()
                .put("config", playground.config().toString())
                .put("model", playground.model().toString())
                .put("issuer", playground.issuer().toString())
                .put("modelKey", playground.modelKeyVariable()));
    }

    private static String summary(Playground playground, CommandLine line) throws IOException {
        PlaygroundOptions options = line.options();
        Path config = playground.config();
        return "The playground runs at " + playground.origin() + " until interrupted (Ctrl-C).\n"
                + (options.identityOnly()
                        ? ""
                        : "Scripted model: " + playground.model() + ", key in " + playground.modelKeyVariable() + " of "
                                + config.resolveSibling(Playground.ENV_FILE) + "\n")
                + "Servers: " + config + "\n"
                + (options.flows() && !options.identityOnly()
                        ? "One for each way to get a credential: " + config.resolveSibling(Flows.FILE) + "\n"
                        : "")
                + "\n" + Files.readString(config, StandardCharsets.UTF_8);
    }

    private static void awaitEndOfInput() throws IOException {
        byte[] ignored = new byte[256];
        while (System.in.read(ignored) >= 0) {
            // What the parent writes has no meaning; only the end counts.
        }
    }
}
