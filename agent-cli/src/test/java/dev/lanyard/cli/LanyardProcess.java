package dev.lanyard.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs the built program in a process of its own, in an environment that holds nothing but what a test gives it: a home folder
 * below the test's, and no variable of the machine.
 */
final class LanyardProcess {
    private static final long PATIENCE_SECONDS = 60;

    private final Path home;
    private final Map<String, String> environment = new TreeMap<>();
    private Path workingDirectory;
    private List<String> options = List.of();

    /** What a process left behind. */
    record Outcome(int exitCode, String out, String err) {}

    LanyardProcess(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        workingDirectory = Files.createDirectories(folder.resolve("work"));
        environment.put("HOME", home.toString());
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    LanyardProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Has every run of the program get these options for its JVM. */
    LanyardProcess withOptions(List<String> jvmOptions) {
        options = List.copyOf(jvmOptions);
        return this;
    }

    LanyardProcess in(Path folder) {
        workingDirectory = folder;
        return this;
    }

    Path home() {
        return home;
    }

    Path workingDirectory() {
        return workingDirectory;
    }

    /** Returns the command line of the program as the launcher runs it, with further options for the JVM. */
    List<String> command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.home=" + home,
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.jline.terminal.provider=jni", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(
                List.of("-cp", Path.of("target", "lanyard.jar").toAbsolutePath().toString(), "dev.lanyard.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts the program with the given text on its standard input, then the end of it. */
    Outcome runWith(String input, String... arguments) throws IOException, InterruptedException {
        Process process = start(command(options, arguments));
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return outcome(process);
    }

    /** Starts the program with an empty standard input. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        return runWith("", arguments);
    }

    Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Outcome outcome(Process process) throws InterruptedException {
        CompletableFuture<String> out = drained(process.getInputStream());
        CompletableFuture<String> err = drained(process.getErrorStream());
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("lanyard did not end; it said: " + out.join() + err.join());
        }
        return new Outcome(process.exitValue(), out.join(), err.join());
    }

    private static CompletableFuture<String> drained(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "";
            }
            // The common pool of a small machine has one thread: the second stream would be read once the first ends.
        }, reading -> Thread.ofPlatform().daemon().start(reading));
    }
}
