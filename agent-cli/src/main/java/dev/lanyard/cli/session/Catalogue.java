package dev.lanyard.cli.session;

import dev.lanyard.Agent;
import dev.lanyard.connection.ConnectionState;
import dev.lanyard.connection.Prompt;
import dev.lanyard.connection.Resource;
import dev.lanyard.connection.ResourceTemplate;
import dev.lanyard.connection.ServerConnection;
import dev.lanyard.error.AgentException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Knows what the ready servers offer beside tools. A list is asked for once in a while and kept meanwhile, so that completion
 * costs no request a key; a server that does not list it has none. Thread-safe.
 */
final class Catalogue implements AutoCloseable {
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Agent agent;
    private final LongSupplier nanoTime;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Listed<Prompt>> prompts = new ConcurrentHashMap<>();
    private final Map<String, Listed<Resource>> resources = new ConcurrentHashMap<>();
    private final Map<String, Listed<ResourceTemplate>> templates = new ConcurrentHashMap<>();

    private record Listed<T>(CompletableFuture<List<T>> entries, long since) {}

    Catalogue(Agent agent, LongSupplier nanoTime) {
        this.agent = agent;
        this.nanoTime = nanoTime;
    }

    /** Returns the names of the servers that are ready now. */
    List<String> servers() {
        return agent.connections()
                .all()
                .stream()
                .filter(connection -> connection.state() instanceof ConnectionState.Ready)
                .map(ServerConnection::name)
                .toList();
    }

    List<Prompt> prompts() {
        return all(prompts, agent::prompts);
    }

    List<Resource> resources() {
        return all(resources, agent::resources);
    }

    List<ResourceTemplate> templates() {
        return all(templates, agent::resourceTemplates);
    }

    /** Forgets what was listed, so that it is asked for anew. */
    void forget() {
        prompts.clear();
        resources.clear();
        templates.clear();
    }

    private <T> List<T> all(Map<String, Listed<T>> kept, Function<String, List<T>> source) {
        List<CompletableFuture<List<T>>> lists = servers().stream()
                .map(server -> kept.compute(server, (name, before) -> before != null && isFresh(before)
                        ? before
                        : new Listed<>(started(() -> source.apply(name)), nanoTime.getAsLong()))
                        .entries())
                .toList();
        return lists.stream().flatMap(list -> waited(list, List.<T>of()).stream()).toList();
    }

    private boolean isFresh(Listed<?> listed) {
        return nanoTime.getAsLong() - listed.since() < KEPT.toNanos() && !listed.entries().isCompletedExceptionally();
    }

    private <T> CompletableFuture<T> started(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    /** Returns what a piece of work on the network comes to, or something else if it fails or takes too long for a key. */
    <T> T quickly(Supplier<T> work, T otherwise) {
        return waited(started(work), otherwise);
    }

    private static <T> T waited(CompletableFuture<T> result, T otherwise) {
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return otherwise;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AgentException) {
                return otherwise;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
