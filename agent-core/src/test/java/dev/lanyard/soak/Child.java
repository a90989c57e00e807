package dev.lanyard.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Is a Java program in a process of its own, on this one's class path and with no environment. Closing it kills it. */
final class Child implements AutoCloseable {
    private final Process process;
    private final String firstLine;

    private Child(Process process, String firstLine) {
        this.process = process;
        this.firstLine = firstLine;
    }

    /** Starts a program and waits for the line that says that it is ready. */
    static Child start(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        Process process = builder.start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException(main + " did not start");
        }
        return new Child(process, line);
    }

    String firstLine() {
        return firstLine;
    }

    /** Ends the process's input, which asks it to end, and waits until it has. */
    void end() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    /** Kills the process as {@code kill -9} does, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
