package dev.lanyard.connection;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the connections of users within {@link PoolLimits}: it closes those that nobody uses, and one to make room for another.
 *
 * <p>Who gives way is decided fairly: of the users with a connection that is not in use, one who holds the most, and of those
 * connections the one that was used the longest ago. So a user who holds many takes room from nobody who holds fewer. A
 * connection in use is never closed; with all of them in use, or half of them by one user, that is said as
 * {@link ConnectionException.Crowded}. What is closed opens again when it is used.
 *
 * <p>The work for each use does not grow with the number of users. A user without an open connection costs nothing here.
 * Thread-safe; closing it closes all that are open.
 */
public final class ConnectionPool implements AutoCloseable {
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final PoolLimits limits;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Occupancy occupancy = new Occupancy();
    private boolean walking;
    private boolean closed;

    /** Creates a pool without connections, which reads the time from the given clock. */
    public ConnectionPool(PoolLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Returns the place of one user; there must be only one of each user. */
    public Tenant tenant() {
        return new Tenant(this);
    }

    /** Returns how many connections are open. */
    public int open() {
        lock.lock();
        try {
            return occupancy.open();
        } finally {
            lock.unlock();
        }
    }

    /** Begins a use and returns the number of the stay, 0 if the connection is just being closed and the use must wait. */
    long begin(Tenant.Seat seat) {
        List<Tenant.Seat> leaving = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                throw new ConnectionException.NotUsable(seat.server(),
                        "Server '" + seat.server() + "' cannot be used: the agent is closed.", "Build another agent.");
            }
            expired(leaving);
            if (!seat.gone().isDone()) {
                return 0;
            }
            if (!seat.isTaken()) {
                makeRoom(seat, leaving);
            }
            occupancy.use(seat);
            if (!walking) {
                walking = true;
                walkLater();
            }
            return seat.stay();
        } finally {
            lock.unlock();
            leaving.forEach(Tenant.Seat::leave);
        }
    }

    /** Ends a use of a stay, unless the connection has been closed since. */
    void end(Tenant.Seat seat, long stay) {
        List<Tenant.Seat> leaving = new ArrayList<>();
        lock.lock();
        try {
            if (seat.stay() == stay) {
                occupancy.rest(seat, clock.instant());
            }
            expired(leaving);
        } finally {
            lock.unlock();
            leaving.forEach(Tenant.Seat::leave);
        }
    }

    private void makeRoom(Tenant.Seat seat, List<Tenant.Seat> leaving) {
        boolean ownLimit = seat.tenant().open() >= limits.maxOfOneUser();
        if (ownLimit || occupancy.open() >= limits.maxOpen()) {
            Tenant.Seat victim = (ownLimit ? seat.tenant().longestIdle() : occupancy.fairest())
                    .orElseThrow(() -> new ConnectionException.Crowded(seat.server(),
                            ownLimit ? limits.maxOfOneUser() : limits.maxOpen()));
            occupancy.give(victim);
            leaving.add(victim);
        }
    }

    private void expired(List<Tenant.Seat> leaving) {
        occupancy.idleSince(clock.instant().minus(limits.maxIdle())).forEach(seat -> {
            occupancy.give(seat);
            leaving.add(seat);
        });
    }

    /** Looks for connections that nobody uses any more, as long as there are any at all. */
    private void walkLater() {
        Duration half = limits.maxIdle().dividedBy(2);
        Duration round = half.compareTo(LONGEST_ROUND) < 0 ? half : LONGEST_ROUND;
        CompletableFuture
                .delayedExecutor(round.toNanos(), TimeUnit.NANOSECONDS,
                        task -> Thread.ofVirtual().name("lanyard-pool").start(task))
                .execute(this::walk);
    }

    private void walk() {
        List<Tenant.Seat> leaving = new ArrayList<>();
        lock.lock();
        try {
            expired(leaving);
            walking = occupancy.open() > 0 && !closed;
            if (walking) {
                walkLater();
            }
        } finally {
            lock.unlock();
            leaving.forEach(Tenant.Seat::leave);
        }
    }

    /** Closes the connections of one user, those in use too; they open again when they are used. */
    void clear(Tenant tenant) {
        leave(tenant.seats());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        leave(occupancy.seats());
    }

    private void leave(java.util.Collection<Tenant.Seat> seats) {
        List<Tenant.Seat> leaving;
        lock.lock();
        try {
            leaving = List.copyOf(seats);
            leaving.forEach(occupancy::give);
        } finally {
            lock.unlock();
        }
        leaving.forEach(Tenant.Seat::leave);
        var unused = CompletableFuture.allOf(leaving.stream().map(Tenant.Seat::gone).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
