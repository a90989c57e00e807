package dev.lanyard.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is a running server process, line by line: what is sent never blocks the sender, what comes goes to one reader, what it
 * prints as errors goes to the log. Whoever starts it closes it.
 */
final class StdioProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StdioProcess.class);
    private static final int MAX_QUEUED = 1000;
    private static final int MAX_LOG_LINE = 64 << 10;
    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final byte[] LAST = {};

    private final String server;
    private final StdioCommand command;
    private final Process process;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>(MAX_QUEUED);

    private StdioProcess(String server, StdioCommand command, Process process) {
        this.server = server;
        this.command = command;
        this.process = process;
    }

    /**
     * Starts a server.
     *
     * @throws TransportException.ProcessEnded if it cannot be started
     */
    static StdioProcess start(String server, StdioCommand command) {
        try {
            return new StdioProcess(server, command, command.builder().start());
        } catch (IOException e) {
            throw new TransportException.ProcessEnded(server,
                    "cannot be started: " + ServerText.line(command.redacted(String.valueOf(e.getMessage()))), null);
        }
    }

    /**
     * Begins to read and write.
     *
     * @param line hears each line
     * @param end hears once why there will be no more
     */
    void follow(int maxLineBytes, Consumer<String> line, Consumer<String> end) {
        daemon("write", this::write);
        daemon("log", this::log);
        daemon("read", () -> {
            String why = read(maxLineBytes, line);
            outgoing.clear();
            boolean unused = outgoing.offer(LAST);
            end.accept(why);
        });
    }

    private void daemon(String what, Runnable work) {
        // The pipes of a process block the thread below, so that virtual ones would gain nothing.
        Thread.ofPlatform().daemon().name("lanyard-stdio-" + what + "-" + server).start(work);
    }

    private String read(int maxLineBytes, Consumer<String> line) {
        LineReader lines = new LineReader(process.getInputStream(), maxLineBytes);
        try {
            for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
                if (!next.get().isBlank()) {
                    line.accept(next.get());
                }
            }
        } catch (IOException e) {
            process.destroyForcibly();
            return e instanceof MessageTooLarge ? String.valueOf(e.getMessage()) : "its output broke off";
        }
        try {
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    ? "its process ended with code " + process.exitValue()
                    : "it closed its output";
        } catch (InterruptedException e) {
            return "it closed its output";
        }
    }

    private void write() {
        try (var out = process.getOutputStream()) {
            for (byte[] message = outgoing.take(); message.length > 0; message = outgoing.take()) {
                out.write(message);
                out.write('\n');
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // The reader finds the process gone and tells everybody.
            LOG.debug("Server '{}' reads no more", server);
        }
    }

    /** Reads to the end whatever comes, for a process whose errors nobody reads blocks on them. */
    private void log() {
        LogReader lines = new LogReader(process.getErrorStream(), MAX_LOG_LINE);
        try {
            for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
                log(next.get());
            }
        } catch (IOException e) {
            LOG.debug("Server '{}' logs no more", server);
        }
    }

    private void log(String line) {
        try {
            if (!line.isBlank()) {
                LOG.info("Server '{}' says: {}", server, ServerText.line(command.redacted(line)));
            }
        } catch (RuntimeException e) {
            // A log that cannot be written is no reason not to read on.
        }
    }

    /** Sends a message, one line of JSON, and says whether there is still room for it. */
    boolean send(byte[] message) {
        return outgoing.offer(message);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Ends the process and those that it started: its input closes, then all are asked to end, then they are ended (MCP
     * 2025-11-25, Lifecycle, Shutdown).
     */
    @Override
    public void close() {
        // Once it has ended, nothing leads to those that it started.
        Set<ProcessHandle> family = process.descendants().collect(Collectors.toCollection(LinkedHashSet::new));
        outgoing.clear();
        boolean told = outgoing.offer(LAST);
        try {
            if (!told || !process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(family::add);
                process.destroy();
            }
            family.forEach(ProcessHandle::destroy);
            boolean unused = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) && ended(family);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.descendants().forEach(family::add);
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static boolean ended(Set<ProcessHandle> family) throws InterruptedException {
        try {
            CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
