package dev.lanyard.store;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The store over JDBC on H2, in memory. */
class H2TokenStoreTest extends JdbcTokenStoreContract {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @Override
    DataSource dataSource() {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(url);
        return source;
    }
}
