package dev.lanyard.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the other nodes from changing one row. The holder shows every third of the lease's time that it is alive; one who has
 * watched for the whole time, by its own clock, without seeing that takes over. So no node's clock has to agree with another's.
 *
 * <p>A lease only saves work: what keeps a change from being lost is that a row is written only at the version that was read.
 */
final class Lease implements AutoCloseable {
    private static final int LONGEST_WAIT_MILLIS = 100;

    private final JdbcEntries entries;
    private final String id;
    private final String name;
    private final JdbcEntries.Row row;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Lease(JdbcEntries entries, String id, String name, JdbcEntries.Row row) {
        this.entries = entries;
        this.id = id;
        this.name = name;
        this.row = row;
    }

    /** Waits until nobody else is changing the row, and leases it. */
    static Lease take(JdbcEntries entries, String id, Duration time) throws SQLException {
        Watch watch = new Watch(entries, id, UUID.randomUUID().toString(), time);
        try (Patience patience = new Patience(LONGEST_WAIT_MILLIS)) {
            while (true) {
                Optional<JdbcEntries.Row> row = watch.tryOnce();
                if (row.isPresent()) {
                    return new Lease(entries, id, watch.name, row.get()).beating(time);
                }
                patience.await();
            }
        }
    }

    /** One who waits, and what it saw last. */
    private static final class Watch {
        private final JdbcEntries entries;
        private final String id;
        private final String name;
        private final Duration time;
        private JdbcEntries.@Nullable Row seen;
        private long sinceNanos;

        private Watch(JdbcEntries entries, String id, String name, Duration time) {
            this.entries = entries;
            this.id = id;
            this.name = name;
            this.time = time;
        }

        /** Returns the row if it now is leased to the one who waits. */
        private Optional<JdbcEntries.Row> tryOnce() throws SQLException {
            try {
                JdbcEntries.Row row = entries.row(id).orElse(null);
                if (row == null) {
                    return Optional.of(insert());
                }
                return lease(row) ? Optional.of(row) : Optional.empty();
            } catch (SQLException e) {
                // ISO 9075, class 23: another made the row first. Class 40: another changed it in the same moment.
                String state = Objects.requireNonNullElse(e.getSQLState(), "");
                if (state.startsWith("23") || state.startsWith("40")) {
                    return Optional.empty();
                }
                throw e;
            }
        }

        private JdbcEntries.Row insert() throws SQLException {
            // At random, so that a row that was removed and made anew is not taken for the old one.
            long version = ThreadLocalRandom.current().nextLong(1L << 62);
            entries.insert(id, version, name);
            return new JdbcEntries.Row(version, null, name, 0);
        }

        private boolean lease(JdbcEntries.Row row) throws SQLException {
            if (row.lease() == null) {
                return entries.lease(id, row, name);
            }
            if (!row.equals(seen)) {
                seen = row;
                sinceNanos = System.nanoTime();
                return false;
            }
            return System.nanoTime() - sinceNanos >= time.toNanos() && entries.takeOver(id, row, name);
        }
    }

    /** Returns the row as it was when the lease began. */
    JdbcEntries.Row row() {
        return row;
    }

    /** Ends the lease and leaves the entry as it is. */
    void release() throws SQLException {
        entries.release(id, name);
    }

    /** Stops showing that the holder is alive. */
    @Override
    public void close() {
        ended.countDown();
    }

    private Lease beating(Duration time) {
        Thread.ofVirtual().name("lanyard-lease").start(() -> {
            try {
                while (!ended.await(time.toNanos() / 3, TimeUnit.NANOSECONDS)) {
                    beat();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    private void beat() {
        try {
            if (!entries.beat(id, name)) {
                close();
            }
        } catch (SQLException e) {
            // The next beat may get through; if none does, another node takes over, as it must.
        }
    }
}
