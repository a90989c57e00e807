package dev.lanyard.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.Agent;
import dev.lanyard.assistant.Turn;
import dev.lanyard.config.ConfigLoader;
import dev.lanyard.config.ConfigLocations;
import dev.lanyard.config.LoadedConfig;
import dev.lanyard.config.UserFolders;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.ToolOutcome;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * 32 sessions call the playground's three servers for as long as asked, each twenty times a second: with a key, with a client's
 * token that ends every 30 seconds, and with nothing. Each agent has one session with each. The first quarter, or
 * half of less than ten minutes, is warm-up.
 */
final class SteadyLoad implements Promise {
    private static final int SESSIONS = 32;
    private static final long BEAT_MILLIS = 50;
    private static final double HEAP_PERCENT = 5;
    private static final double FLAT_PERCENT = 5;
    /** Server, tool and arguments. */
    private static final List<List<String>> CALLS = List.of(List.of("echo", "secure_echo", "{\"message\":\"hello\"}"),
            List.of("reverse", "random_number_tool", "{\"min\":1,\"max\":6}"),
            List.of("time", "current_time", "{\"timezone\":\"UTC\"}"));

    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    /** Callers read; whoever measures writes, so that no call is under way then. */
    private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock(true);
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    public List<Row> measure(Duration time) throws Exception {
        Path home = Files.createTempDirectory("soak");
        List<Agent> agents = new ArrayList<>();
        try (Child playground = Child.start("dev.lanyard.server.playground.PlaygroundMain", "--token-lifetime", "PT30S",
                "--state", home.resolve("playground").toString())) {
            LoadedConfig config = config(home,
                    Path.of(new ObjectMapper().readTree(playground.firstLine()).path("config").asText()));
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                if (i % CALLS.size() == 0) {
                    agents.add(Agent.builder(config.config())
                            .environment(config.environment())
                            // All of them open at once, on a machine that may be busy.
                            .openTimeout(Duration.ofMinutes(1))
                            .approval(ApprovalMode.ALL, ToolApprover.nobody())
                            .build());
                }
                Agent agent = agents.getLast();
                List<String> call = CALLS.get(i % CALLS.size());
                callers.add(Thread.ofVirtual().start(() -> callOn(agent, call.get(0), call.get(1), call.get(2))));
            }
            Duration warmUp = time.dividedBy(time.toMinutes() < 10 ? 2 : 4);
            pass(warmUp.dividedBy(2));
            // A pause ends for all callers at once, which opens a connection for each: both measurements come after one.
            Footprint unused = quiet();
            pass(warmUp.dividedBy(2));
            Footprint before = quiet();
            long first = succeeded.get();
            pass(time.minus(warmUp));
            Footprint after = quiet();
            over.set(true);
            for (Thread caller : callers) {
                caller.join();
            }
            agents.forEach(Agent::close);
            playground.end();
            Files.delete(home);
            return rows(time, first, before, after);
        }
    }

    private List<Row> rows(Duration time, long first, Footprint before, Footprint after) {
        double heap = 100.0 * after.heapBytes() / before.heapBytes() - 100;
        String load = "%d min, %d sessions: ".formatted(time.toMinutes(), SESSIONS);
        return List.of(
                new Row(load + "calls", "%,d succeeded, %d failed".formatted(succeeded.get(), failed.get()), "0 failed",
                        failed.get() == 0 && first > 0 && succeeded.get() > first),
                new Row(load + "heap after GC",
                        "%.2f MB, then %.2f MB: %+.1f %%".formatted(before.heapBytes() / 1e6, after.heapBytes() / 1e6,
                                heap),
                        "at most 5 % more", heap <= HEAP_PERCENT),
                flat(load + "threads, virtual ones included", before.threads(), after.threads()),
                flat(load + "descriptors", before.descriptors(), after.descriptors()));
    }

    private static Row flat(String what, int before, int after) {
        return new Row(what, "%d, then %d".formatted(before, after), "no more than 5 % more",
                after <= before * (1 + FLAT_PERCENT / 100));
    }

    private static LoadedConfig config(Path home, Path file) {
        UserFolders folders = UserFolders.of(Map.of(), "Linux", home);
        return new ConfigLoader(Map.of(), ConfigLocations.of(home, folders).withConfigFile(file)).load();
    }

    private void callOn(Agent agent, String server, String tool, String arguments) {
        while (!over.get()) {
            calls.readLock().lock();
            try {
                ToolResult result = agent.call(server, tool, arguments, new Turn()).orElseThrow();
                if (result.outcome() == ToolOutcome.SUCCEEDED) {
                    succeeded.incrementAndGet();
                } else {
                    failed(server + ": " + result.text());
                }
            } catch (AgentException | NoSuchElementException e) {
                failed(server + ": " + e);
            } finally {
                calls.readLock().unlock();
            }
            pass(Duration.ofMillis(BEAT_MILLIS));
        }
    }

    /** Counts a failure and shows the first. */
    private void failed(String why) {
        if (failed.getAndIncrement() == 0) {
            System.err.println("The first call that failed: " + why);
        }
    }

    private Footprint quiet() throws Exception {
        calls.writeLock().lock();
        try {
            // What calls have left behind, such as timers and idle threads, may end by itself.
            pass(Duration.ofSeconds(5));
            return Footprint.now();
        } finally {
            calls.writeLock().unlock();
        }
    }

    private void pass(Duration time) {
        try {
            boolean unused = never.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
