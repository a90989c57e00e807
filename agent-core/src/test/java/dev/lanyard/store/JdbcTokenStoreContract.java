package dev.lanyard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.credential.Secret;
import dev.lanyard.credential.TokenStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store over JDBC owes on every database: E02, E04, E05, E06, and the life of a lease. */
abstract class JdbcTokenStoreContract extends TokenStoreContract {
    static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEW = "new:" + Base64.getEncoder().encodeToString(new byte[31]).replace("AA==", "AAE=");

    private final List<String> warnings = new ArrayList<>();

    abstract DataSource dataSource() throws SQLException;

    @Override
    TokenStore open() {
        return node(OLD, LONG);
    }

    private JdbcTokenStore node(String keys, Duration lease) {
        try {
            return new JdbcTokenStore(dataSource(), () -> StoreKeys.parse(Secret.of(keys)), lease, warnings::add);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sql(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection(); Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (var rows = statement.getResultSet()) {
                    StringBuilder all = new StringBuilder();
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            all.append(rows.getString(i)).append('|');
                        }
                    }
                    return all.toString();
                }
            }
            return "";
        }
    }

    @BeforeEach
    void anEmptyTable() throws SQLException {
        sql("DROP TABLE IF EXISTS lanyard_token");
        node(OLD, LONG).createTables().createTables();
    }

    @Test
    void e02AnyOtherRowOrByteIsAbsent() throws SQLException {
        put(open(), ALICE, "hers");
        String sealed = sql("SELECT sealed FROM lanyard_token").replace("|", "");
        put(open(), key("bob"), "his");
        sql("UPDATE lanyard_token SET sealed = '" + sealed + "'");

        assertThat(read(open(), ALICE)).isEqualTo("hers");
        assertThat(open().find(key("bob"))).isEmpty();
        assertThat(open().keys()).containsExactly(ALICE);

        for (int i = 0; i < sealed.length(); i += 7) {
            char other = sealed.charAt(i) == 'A' ? 'Q' : 'A';
            sql("UPDATE lanyard_token SET sealed = '" + sealed.substring(0, i) + other + sealed.substring(i + 1) + "'");
            assertThat(open().find(ALICE).isPresent() && !open().keys().isEmpty()).as("character %d", i).isFalse();
        }
        sql("UPDATE lanyard_token SET sealed = 'no base64 ✓'");
        assertThat(open().find(ALICE)).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void readsWithAnOldKeyAndWritesWithTheNewest() throws SQLException {
        put(open(), ALICE, "value");
        TokenStore both = node(NEW + "," + OLD, LONG);
        TokenStore newOnly = node(NEW, LONG);
        assertThat(read(both, ALICE)).isEqualTo("value");
        assertThat(newOnly.find(ALICE)).isEmpty();

        both.update(ALICE, present -> present);

        assertThat(read(newOnly, ALICE)).isEqualTo("value");
        assertThat(open().find(ALICE)).isEmpty();
        assertThat(sql("SELECT lease FROM lanyard_token")).isEqualTo("null|");
    }

    @Test
    void writesNothingWhenNothingChanged() throws SQLException {
        put(open(), ALICE, "value");
        String before = sql("SELECT * FROM lanyard_token");

        open().update(ALICE, present -> present);

        assertThat(sql("SELECT * FROM lanyard_token")).isEqualTo(before);
    }

    @Test
    void leavesNoRowBehindForWhatIsNotThere() throws SQLException {
        open().update(ALICE, present -> Optional.empty());
        assertThat(sql("SELECT COUNT(*) FROM lanyard_token")).isEqualTo("0|");
        put(open(), ALICE, "value");
        open().update(ALICE, present -> Optional.empty());

        assertThat(sql("SELECT COUNT(*) FROM lanyard_token")).isEqualTo("0|");
    }

    @Test
    void e04ANodeThatDiedHoldsUpTheOthersOnlyForTheLease() throws SQLException {
        put(open(), ALICE, "value");
        sql("UPDATE lanyard_token SET lease = 'dead node'");

        put(node(OLD, SHORT), ALICE, "next");

        assertThat(read(open(), ALICE)).isEqualTo("next");
        assertThat(sql("SELECT lease FROM lanyard_token")).isEqualTo("null|");
    }

    @Test
    void e04ASlowNodeShowsThatItIsAlive() throws SQLException {
        node(OLD, SHORT).update(ALICE, present -> {
            try {
                while (!sql("SELECT beat FROM lanyard_token").equals("3|")) {
                    Thread.onSpinWait();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Optional.of(Secret.of("value"));
        });

        assertThat(read(open(), ALICE)).isEqualTo("value");
    }

    @Test
    void e04ANodeThatWasTakenForDeadOverwritesNothing() throws InterruptedException {
        put(open(), ALICE, "1");
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Thread paused = Thread.ofPlatform().start(() -> open().update(ALICE, present -> {
            runs.incrementAndGet();
            asking.countDown();
            await(goOn);
            return present.map(value -> Secret.of(value.reveal() + "+paused"));
        }));
        asking.await();

        // Its lease is so long that it shows no life before this one's short time is over.
        node(OLD, SHORT).update(ALICE, present -> present.map(value -> Secret.of(value.reveal() + "+other")));
        goOn.countDown();
        paused.join();

        assertThat(read(open(), ALICE)).isEqualTo("1+other+paused");
        assertThat(runs).hasValue(2);
    }

    @Test
    void e05GoesOnInMemoryWithoutTheTableAndWarnsOnce() throws SQLException {
        sql("DROP TABLE lanyard_token");
        TokenStore store = open();

        put(store, ALICE, "value");
        store.update(ALICE, present -> present.map(value -> Secret.of(value.reveal() + "+")));

        assertThat(read(store, ALICE)).isEqualTo("value+");
        assertThat(store.keys()).containsExactly(ALICE);
        assertThat(warnings).singleElement().asString().startsWith("Credentials cannot be stored in the database (");
    }

    @Test
    void e06NoRowShowsASecretOrWhomItIsFor() throws SQLException {
        put(open(), key("alice@canary.test"), "canary-7f3a-refresh");

        String row = sql("SELECT * FROM lanyard_token");
        String sealed = new String(Base64.getDecoder().decode(row.split("\\|", -1)[2]), StandardCharsets.ISO_8859_1);
        assertThat(row + sealed).doesNotContain("canary").doesNotContain(OLD.substring(4)).contains("old");
    }
}
