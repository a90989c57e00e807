package dev.lanyard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Is the table {@code lanyard_token}. Each method is one statement, committed by itself, in SQL that every database understands;
 * what changes a row names the version or lease that it expects and says whether it met it.
 */
final class JdbcEntries {
    private static final int PAGE = 500;

    private final DataSource dataSource;

    JdbcEntries(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * One row.
     *
     * @param sealed the encrypted entry in base64, null while there is none
     * @param lease who is changing it, null if nobody is
     */
    record Row(long version, @Nullable String sealed, @Nullable String lease, long beat) {}

    Optional<Row> row(String id) throws SQLException {
        return run("SELECT version, sealed, lease, beat FROM lanyard_token WHERE id = ?", statement -> {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                new Row(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getLong(4)))
                        : Optional.empty();
            }
        });
    }

    /** Returns the next rows that hold an entry, by id; empty if there are none after this id. */
    SortedMap<String, String> sealedAfter(String id) throws SQLException {
        String sql = "SELECT id, sealed FROM lanyard_token WHERE id > ? AND sealed IS NOT NULL ORDER BY id";
        return run(sql, statement -> {
            statement.setMaxRows(PAGE);
            statement.setString(1, id);
            SortedMap<String, String> page = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.put(rows.getString(1), rows.getString(2));
                }
            }
            return page;
        });
    }

    /** Makes a row without an entry, leased to one; fails if somebody else made it first. */
    void insert(String id, long version, String lease) throws SQLException {
        change("INSERT INTO lanyard_token (id, version, lease, beat) VALUES (?, ?, ?, 0)", id, version, lease);
    }

    /** Leases a row that nobody has leased since it was read. */
    boolean lease(String id, Row read, String lease) throws SQLException {
        return change("UPDATE lanyard_token SET lease = ?, beat = 0 WHERE id = ? AND version = ? AND lease IS NULL",
                lease, id, read.version());
    }

    /** Leases a row whose leaseholder has not shown to be alive since it was read. */
    boolean takeOver(String id, Row read, String lease) throws SQLException {
        return change(
                "UPDATE lanyard_token SET lease = ?, beat = 0 WHERE id = ? AND version = ? AND lease = ? AND beat = ?",
                lease, id, read.version(), read.lease(), read.beat());
    }

    /** Shows that the leaseholder is alive. */
    boolean beat(String id, String lease) throws SQLException {
        return change("UPDATE lanyard_token SET beat = beat + 1 WHERE id = ? AND lease = ?", id, lease);
    }

    /** Stores an entry and ends the lease, whoever has it, if the version is still the one that was read. */
    boolean write(String id, long version, String sealed) throws SQLException {
        return change(
                "UPDATE lanyard_token SET sealed = ?, version = version + 1, lease = NULL WHERE id = ? AND version = ?",
                sealed, id, version);
    }

    /** Removes the row, if its version is still the one that was read. */
    boolean delete(String id, long version) throws SQLException {
        return change("DELETE FROM lanyard_token WHERE id = ? AND version = ?", id, version);
    }

    /** Ends a lease and leaves the entry as it is. */
    void release(String id, String lease) throws SQLException {
        change("DELETE FROM lanyard_token WHERE id = ? AND lease = ? AND sealed IS NULL", id, lease);
        change("UPDATE lanyard_token SET lease = NULL WHERE id = ? AND lease = ?", id, lease);
    }

    /** Runs what makes the table. */
    void define(String sql) throws SQLException {
        change(sql);
    }

    private boolean change(String sql, @Nullable Object... values) throws SQLException {
        return run(sql, statement -> {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
        });
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean commits = connection.getAutoCommit();
            if (!commits) {
                connection.setAutoCommit(true);
            }
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return work.with(statement);
            } finally {
                if (!commits) {
                    connection.setAutoCommit(false);
                }
            }
        }
    }
}
