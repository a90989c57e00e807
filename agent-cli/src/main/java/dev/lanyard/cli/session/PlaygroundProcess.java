package dev.lanyard.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Is the playground in a process of its own: servers, identity provider and scripted model on 127.0.0.1. It ends when our end
 * of its standard input closes, so it never outlives us, however we die.
 */
public final class PlaygroundProcess implements AutoCloseable {
    /** The main class of the playground in tool-servers, which this module runs and does not link. */
    private static final String MAIN = "dev.lanyard.server.playground.PlaygroundMain";
    /** How long the playground gets to end and to delete its files. */
    public static final int STOP_SECONDS = 15;

    private final Process process;
    private @Nullable Ready ready;

    /**
     * Is where the playground is.
     *
     * @param config the {@code mcp.json} that reaches its servers
     * @param model the base address of its scripted model
     * @param issuer the issuer that its users sign in at
     * @param modelKey the name of the variable, in the {@code .env} beside the configuration, that holds the model's key
     */
    public record Ready(Path config, URI model, URI issuer, String modelKey) {}

    private PlaygroundProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the playground and returns at once.
     *
     * @param verbose passes its log on to stderr
     */
    public static PlaygroundProcess start(boolean verbose) {
        try {
            ProcessBuilder builder = new ProcessBuilder(deafToInterrupt(command(List.of())));
            builder.environment().clear();
            builder.redirectError(verbose ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.DISCARD);
            return new PlaygroundProcess(builder.start());
        } catch (IOException e) {
            throw new SessionException.PlaygroundFailed(e);
        }
    }

    /** Ctrl-C reaches every process at the terminal; it is meant for the turn under way, not for the servers. */
    private static List<String> deafToInterrupt(List<String> command) {
        if (!Files.isExecutable(Path.of("/bin/sh"))) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Returns the command line that runs the playground with the given arguments. */
    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        // The launcher adds what makes the start quick.
        String tuning = System.getProperty("lanyard.playground.options", "");
        if (!tuning.isBlank()) {
            command.addAll(List.of(tuning.strip().split("\\s+")));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
        return command;
    }

    /** Waits until the playground serves, and returns where it is. */
    public synchronized Ready ready() {
        Ready known = ready;
        if (known == null) {
            known = awaitReady();
            ready = known;
        }
        return known;
    }

    private Ready awaitReady() {
        try {
            BufferedReader out = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null) {
                throw new SessionException.PlaygroundFailed(new IOException("it ended with code " + process.waitFor()));
            }
            JsonNode said = new ObjectMapper().readTree(line);
            return new Ready(Path.of(said.path("config").asText()), URI.create(said.path("model").asText()),
                    URI.create(said.path("issuer").asText()),
                    said.path("modelKey").asText());
        } catch (IOException e) {
            throw new SessionException.PlaygroundFailed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionException.PlaygroundFailed(e);
        }
    }

    /** Ends the playground and waits until it is gone; it deletes its own files. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
