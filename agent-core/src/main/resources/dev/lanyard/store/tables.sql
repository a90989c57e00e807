-- Where JdbcTokenStore keeps its entries. For PostgreSQL, H2, MariaDB, MySQL and SQLite as it stands. Elsewhere, replace TEXT by a
-- type for long text. Columns may be added, not changed.
CREATE TABLE IF NOT EXISTS lanyard_token (
    id VARCHAR(64) NOT NULL PRIMARY KEY, -- SHA-256 of what the entry is for
    version BIGINT NOT NULL,             -- one more at each change
    sealed TEXT,                         -- the encrypted entry in base64, null while there is none
    lease VARCHAR(64),                   -- who is changing the entry, null if nobody is
    beat BIGINT NOT NULL                 -- one more each time the one who is changing it shows to be alive
)
