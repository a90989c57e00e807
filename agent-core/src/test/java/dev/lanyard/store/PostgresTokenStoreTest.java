package dev.lanyard.store;

import javax.sql.DataSource;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The store over JDBC on a real PostgreSQL, which .ci/postgres starts; without one, every test here counts as skipped. */
@EnabledIfSystemProperty(named = PostgresTokenStoreTest.URL, matches = "jdbc:postgresql:.+", disabledReason = "No PostgreSQL here: run .ci/postgres")
class PostgresTokenStoreTest extends JdbcTokenStoreContract {
    static final String URL = "lanyard.test.postgres";

    @Override
    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(System.getProperty(URL));
        source.setPassword(System.getenv("LANYARD_TEST_POSTGRES_PASSWORD"));
        return source;
    }
}
