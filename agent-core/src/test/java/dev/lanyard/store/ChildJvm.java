package dev.lanyard.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another process on this class path. What it prints is read line by line; its errors come out here. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private ChildJvm(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a program. */
    public static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** Starts a program under a command, such as one that limits what it may do. */
    static ChildJvm start(List<String> under, Class<?> main, Object... arguments) throws IOException {
        return new ChildJvm(builder(under, main, arguments).start());
    }

    static ProcessBuilder builder(List<String> under, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(under);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx48m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto", "-cp",
                System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Returns the next line, or null at the end. */
    public @Nullable String line() throws IOException {
        return lines.readLine();
    }

    /** Reads on to the end, so that a full pipe holds up nobody, and returns the exit code. */
    public int exit() throws IOException, InterruptedException {
        while (lines.readLine() != null) {
            // What is left is not wanted.
        }
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
