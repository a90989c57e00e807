package dev.lanyard.connection;

import dev.lanyard.transport.Call;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Is one user's place in a {@link ConnectionPool}: the connections that the user holds open, and what must live as long. */
public final class Tenant {
    private final ConnectionPool pool;
    private final Set<Seat> open = new LinkedHashSet<>();
    private final Set<Seat> idle = new LinkedHashSet<>();
    private volatile @Nullable Object kept;
    private long stays;

    Tenant(ConnectionPool pool) {
        this.pool = pool;
    }

    /** Keeps an object from being collected while the user holds an open connection. */
    public void keep(Object object) {
        kept = object;
    }

    /** Returns what is kept, empty if nothing is. */
    public Optional<Object> kept() {
        return Optional.ofNullable(kept);
    }

    /** Closes the user's connections, those in use too; they open again when they are used. */
    public void clear() {
        pool.clear(this);
    }

    /** Returns the place of one connection, which is not open yet. */
    ConnectionUse seat() {
        return new Seat();
    }

    Set<Seat> seats() {
        return open;
    }

    int open() {
        return open.size();
    }

    Optional<Seat> longestIdle() {
        return idle.isEmpty() ? Optional.empty() : Optional.of(idle.iterator().next());
    }

    void used(Seat seat) {
        if (open.add(seat)) {
            seat.stay = ++stays;
        }
        idle.remove(seat);
        seat.uses++;
    }

    /** Ends a use and says whether it was the last. */
    boolean rested(Seat seat, Instant now) {
        seat.uses--;
        seat.idleSince = now;
        return seat.uses == 0 && idle.add(seat);
    }

    void given(Seat seat) {
        open.remove(seat);
        idle.remove(seat);
        seat.uses = 0;
        seat.stay = 0;
        seat.gone = new CompletableFuture<>();
    }

    /** Is the place of one connection; but for its use, guarded by the pool's lock. */
    final class Seat implements ConnectionUse {
        private volatile @Nullable ServerConnection connection;
        private volatile CompletableFuture<Boolean> gone = CompletableFuture.completedFuture(true);
        private Instant idleSince = Instant.MIN;
        private int uses;
        private long stay;

        Tenant tenant() {
            return Tenant.this;
        }

        boolean isTaken() {
            return open.contains(this);
        }

        /** Returns the number of the time that the connection is open for, 0 if it is not. */
        long stay() {
            return stay;
        }

        Instant idleSince() {
            return idleSince;
        }

        /** Returns what is done when the connection has been closed the last time. */
        CompletableFuture<Boolean> gone() {
            return gone;
        }

        String server() {
            ServerConnection mine = connection;
            return mine == null ? "" : mine.name();
        }

        /** Closes the connection on a thread of its own. */
        void leave() {
            CompletableFuture<Boolean> leaving = gone;
            Thread.ofVirtual().name("lanyard-leave").start(() -> {
                try {
                    ServerConnection mine = connection;
                    if (mine != null) {
                        mine.close();
                    }
                } finally {
                    leaving.complete(true);
                }
            });
        }

        @Override
        public <T> T during(ServerConnection used, Call call, Supplier<T> work) {
            connection = used;
            long mine = pool.begin(this);
            while (mine == 0) {
                var unused = call.await(used.name(), "close", gone);
                mine = pool.begin(this);
            }
            try {
                return work.get();
            } finally {
                pool.end(this, mine);
            }
        }
    }
}
