package dev.lanyard.soak;

import dev.lanyard.Agent;
import dev.lanyard.AgentBuilder;
import dev.lanyard.assistant.Turn;
import dev.lanyard.connection.PoolLimits;
import dev.lanyard.credential.UserAssertion;
import dev.lanyard.error.AgentException;
import dev.lanyard.event.ToolOutcome;
import dev.lanyard.tools.ApprovalMode;
import dev.lanyard.tools.ToolApprover;
import dev.lanyard.tools.ToolResult;
import dev.lanyard.transport.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/**
 * Users call servers in random order through one agent, on behalf of each: first every user every server, in a shuffled order,
 * then anybody anything until the time is over. Tokens end all the while, and there is room for only six in ten of the
 * connections, so that those of others close and open. What the servers saw is the judge.
 */
final class UserMatrix implements Promise {
    private static final int CALLERS = 16;
    private static final Duration LIFE = Duration.ofSeconds(30);

    private final int users;
    private final int servers;
    private final Sightings sightings = new Sightings();
    private final AtomicLong nonces = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong foreign = new AtomicLong();

    /** What came of it: what the servers saw, calls that failed, and answers that were somebody else's. */
    record Outcome(Sightings.Verdict seen, long failed, long foreign) {
        boolean good() {
            return seen.good() && failed == 0 && foreign == 0;
        }
    }

    UserMatrix() {
        this(200, 5);
    }

    UserMatrix(int users, int servers) {
        this.users = users;
        this.servers = servers;
    }

    @Override
    public List<Row> measure(Duration time) throws Exception {
        Outcome outcome = run(Duration.ofMinutes(1), (world, builder) -> builder);
        Sightings.Verdict seen = outcome.seen();
        String load = "%d users x %d servers for a minute: ".formatted(users, servers);
        return List.of(
                new Row(load + "own token",
                        "%,d calls in %,d cells: %d with another's, %d lost; %d failed".formatted(seen.calls(),
                                seen.cells(), seen.crossed(), seen.lost(), outcome.failed()),
                        "every cell; 0, 0, 0",
                        seen.crossed() + seen.lost() + outcome.failed() + outcome.foreign() == 0
                                && seen.cells() == users * servers),
                new Row(load + "none shared",
                        "%,d tokens in %,d requests: %d shared, %d astray; %d sessions mixed".formatted(seen.tokens(),
                                seen.requests(), seen.shared(), seen.astray(), seen.mixed()),
                        "0, 0, 0", seen.good()));
    }

    /**
     * Runs for as long as said, and until every user has called every server.
     *
     * @param change may change the agent before it is built, so that a test can see what is found of it
     */
    Outcome run(Duration time, BiFunction<UserWorld, AgentBuilder, AgentBuilder> change) throws Exception {
        try (UserWorld world = UserWorld.start(users, servers, LIFE, sightings)) {
            AgentBuilder builder = Agent.builder(world.config())
                    // All of them open at once, on a machine that may be busy.
                    .openTimeout(Duration.ofMinutes(1))
                    .poolLimits(new PoolLimits(Math.max(CALLERS * 2, users * servers * 6 / 10), Duration.ofMinutes(10)))
                    .approval(ApprovalMode.ALL, ToolApprover.nobody());
            try (Agent agent = change.apply(world, builder).build()) {
                List<Sightings.Cell> all = cells(world);
                AtomicInteger next = new AtomicInteger();
                long end = System.nanoTime() + time.toNanos();
                List<Throwable> broken = Parallel.run(CALLERS, caller -> {
                    SplittableRandom random = new SplittableRandom(caller);
                    int index = next.getAndIncrement();
                    while (index < all.size() || System.nanoTime() - end < 0) {
                        call(agent, world, all.get(index < all.size() ? index : random.nextInt(all.size())));
                        index = next.getAndIncrement();
                    }
                });
                if (!broken.isEmpty()) {
                    throw new AssertionError(broken.getFirst());
                }
            }
            return new Outcome(sightings.verdict(UserWorld::audience), failed.get(), foreign.get());
        }
    }

    private List<Sightings.Cell> cells(UserWorld world) {
        List<Sightings.Cell> cells = new ArrayList<>();
        for (UserAssertion user : world.users()) {
            for (int server = 0; server < servers; server++) {
                cells.add(new Sightings.Cell(server, user.subject()));
            }
        }
        Collections.shuffle(cells, new Random(7));
        return cells;
    }

    private void call(Agent agent, UserWorld world, Sightings.Cell cell) {
        String nonce = "nonce-" + nonces.incrementAndGet();
        sightings.expect(nonce, cell);
        try {
            ToolResult result = agent.forUser(world.user(cell.user()))
                    .call(UserWorld.name(cell.server()), UserWorld.TOOL, "{\"nonce\":\"" + nonce + "\"}", new Turn())
                    .orElseThrow();
            if (result.outcome() != ToolOutcome.SUCCEEDED) {
                failed(nonce, cell + ": " + result.text());
            } else if (!result.text().contains(nonce) || !result.text().contains(cell.user())) {
                foreign.incrementAndGet();
            }
        } catch (AgentException | NoSuchElementException e) {
            failed(nonce, cell + ": " + e);
        }
    }

    /** Counts a failure and shows the first. */
    private void failed(String nonce, String why) {
        sightings.excuse(nonce);
        if (failed.getAndIncrement() == 0) {
            System.err.println("The first call that failed: " + why);
        }
    }
}
