package dev.lanyard.store;

import dev.lanyard.credential.CredentialException;
import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries in a database that any number of nodes share, encrypted with keys that the database never sees.
 *
 * <p>Of many nodes that want to change one entry, one at a time does: it leases the row while it asks the issuer, and writes only
 * if the row is still at the version that it read; otherwise its change is run again on what is there now. A node that dies holds
 * up the others' changes of that entry for the lease's time.
 *
 * <p>Where the database cannot be reached, entries live as long as this object and one warning says so. Thread-safe; the
 * application closes the {@code DataSource}. Each statement commits by itself: give it a plain data source, not one that joins the
 * caller's transaction.
 */
public final class JdbcTokenStore implements TokenStore {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcTokenStore.class);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final int WRITE_TRIES = 3;

    private final JdbcEntries entries;
    private final Supplier<StoreKeys> keys;
    private final Duration leaseTime;
    private final EntrySeal seal = new EntrySeal();
    private final LocalLocks<Key> threads = new LocalLocks<>();
    private final Unwritten unwritten;

    JdbcTokenStore(DataSource dataSource, Supplier<StoreKeys> keys, Duration leaseTime, Consumer<String> warnings) {
        this.entries = new JdbcEntries(dataSource);
        this.keys = keys;
        this.leaseTime = leaseTime;
        this.unwritten = new Unwritten(warnings);
    }

    /**
     * Returns the store in a database; warns through SLF4J.
     *
     * @param keys asked for the keys at every use, so that they can be rotated while the application runs; must be quick
     */
    public static JdbcTokenStore over(DataSource dataSource, Supplier<StoreKeys> keys) {
        return over(dataSource, keys, LOG::warn);
    }

    /**
     * Returns the store in a database.
     *
     * @param warnings gets at most one warning, which says what is wrong with the store and what to do; on any thread
     */
    public static JdbcTokenStore over(DataSource dataSource, Supplier<StoreKeys> keys, Consumer<String> warnings) {
        return new JdbcTokenStore(dataSource, keys, LEASE, warnings);
    }

    /**
     * Makes the table {@code lanyard_token} if it is not there. Those who manage their schema themselves run {@code
     * dev/lanyard/store/tables.sql} from the class path instead.
     *
     * @throws CredentialException.Unavailable if the table cannot be made
     */
    public JdbcTokenStore createTables() {
        try {
            entries.define(tables());
        } catch (SQLException e) {
            // Two nodes that do this at once: PostgreSQL fails one of them, although the table then is there.
            try {
                entries.row("");
            } catch (SQLException missing) {
                e.addSuppressed(missing);
                throw new CredentialException.Unavailable("lanyard_token",
                        "The table 'lanyard_token' cannot be made: " + e.getMessage() + ".",
                        "Let the database's user create it, or create it from dev/lanyard/store/tables.sql.", e);
            }
        }
        return this;
    }

    @Override
    public Optional<Secret> find(Key key) {
        Secret stored = null;
        try {
            stored = open(key, entries.row(id(key)).orElse(null));
        } catch (SQLException e) {
            warn(e);
        }
        return Optional.ofNullable(unwritten.latest(key, stored));
    }

    @Override
    public Optional<Secret> update(Key key, UnaryOperator<Optional<Secret>> change) {
        try (LocalLocks<Key>.Held held = threads.hold(key)) {
            if (held.nested()) {
                throw new IllegalStateException("A change of an entry must not change the same entry");
            }
            while (true) {
                Attempt attempt = attempt(key, change);
                if (attempt.settled()) {
                    return Optional.ofNullable(attempt.value());
                }
            }
        }
    }

    @Override
    public List<Key> keys() {
        List<Key> found = new ArrayList<>();
        try {
            StoreKeys with = keys.get();
            SortedMap<String, String> page = entries.sealedAfter("");
            while (!page.isEmpty()) {
                page.forEach((id, sealed) -> decode(sealed).flatMap(bytes -> seal.key(bytes, with))
                        .filter(key -> id(key).equals(id))
                        .ifPresent(found::add));
                page = entries.sealedAfter(page.lastKey());
            }
        } catch (SQLException e) {
            warn(e);
        }
        return unwritten.keys(found);
    }

    private record Attempt(boolean settled, @Nullable Secret value) {}

    private Attempt attempt(Key key, UnaryOperator<Optional<Secret>> change) {
        Lease taken;
        try {
            taken = Lease.take(entries, id(key), leaseTime);
        } catch (SQLException e) {
            warn(e);
            Secret next = change.apply(Optional.ofNullable(unwritten.latest(key, null))).orElse(null);
            unwritten.keep(key, null, next);
            return new Attempt(true, next);
        }
        try (Lease lease = taken) {
            Secret stored = open(key, lease.row());
            Secret next;
            try {
                next = change.apply(Optional.ofNullable(unwritten.latest(key, stored))).orElse(null);
            } catch (RuntimeException | Error e) {
                release(lease);
                throw e;
            }
            try {
                if (!store(key, lease, stored, next)) {
                    return new Attempt(false, null);
                }
                unwritten.forget(key);
            } catch (SQLException | IOException e) {
                unwritten.keep(key, stored, next);
                warn(e);
                release(lease);
            }
            return new Attempt(true, next);
        }
    }

    /** Returns whether the row was as it had been read. */
    private boolean store(Key key, Lease lease, @Nullable Secret stored, @Nullable Secret next)
            throws SQLException, IOException {
        StoreKeys with = keys.get();
        JdbcEntries.Row row = lease.row();
        if (next == null) {
            return row.sealed() == null ? released(lease) : entries.delete(id(key), row.version());
        }
        if (Objects.equals(stored, next) && isCurrent(row, with)) {
            return released(lease);
        }
        return write(id(key), row.version(), Base64.getEncoder().encodeToString(seal.seal(key, next, with)));
    }

    /** Tries more than once: what was rotated at an issuer exists nowhere else. */
    private boolean write(String id, long version, String sealed) throws SQLException {
        for (int left = WRITE_TRIES;; left--) {
            try {
                if (entries.write(id, version, sealed)) {
                    return true;
                }
                // Or an earlier try did get through and only its answer was lost.
                return entries.row(id).filter(row -> sealed.equals(row.sealed())).isPresent();
            } catch (SQLException e) {
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    private static boolean released(Lease lease) throws SQLException {
        lease.release();
        return true;
    }

    private void release(Lease lease) {
        try {
            lease.release();
        } catch (SQLException e) {
            // It ends by itself.
            warn(e);
        }
    }

    private @Nullable Secret open(Key key, JdbcEntries.@Nullable Row row) {
        return row == null
                ? null
                : decode(row.sealed()).flatMap(sealed -> seal.open(key, sealed, keys.get())).orElse(null);
    }

    private boolean isCurrent(JdbcEntries.Row row, StoreKeys with) {
        return decode(row.sealed()).filter(sealed -> seal.isCurrent(sealed, with)).isPresent();
    }

    private static Optional<byte[]> decode(@Nullable String sealed) {
        if (sealed == null || sealed.length() > EntrySeal.MAX_BYTES / 3 * 4 + 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(sealed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String id(Key key) {
        return EntryName.of(key).hex();
    }

    private static String tables() {
        try (InputStream in = JdbcTokenStore.class.getResourceAsStream("tables.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("tables.sql is part of this jar", e);
        }
    }

    private void warn(Exception failure) {
        unwritten.warn("Credentials cannot be stored in the database (" + failure.getMessage()
                + "); they will be gone when this program ends. Check the database, and that createTables() was run.");
    }
}
