package dev.reevaluate.server.postgres;

import dev.reevaluate.server.SetupException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a database is, whatever its schema.
 *
 * @param version in PostgreSQL's words
 * @param major the number in front of it
 * @param encoding of all that it holds
 * @param schema in which tables are made; null where the search path has none that may be used
 */
public record DatabaseFacts(
        String version,
        int major,
        String encoding,
        @Nullable String schema) {

    private static final int OLDEST = 15;

    /** Asks the database. */
    public static DatabaseFacts of(DataSource database) {
        return JdbcClient.create(database).sql("""
                        select current_setting('server_version') as version,
                               current_setting('server_version_num')::int / 10000 as major,
                               current_setting('server_encoding') as encoding,
                               current_schema() as schema
                        """).query(DatabaseFacts.class).single();
    }

    /** Returns why no server can run on it, if so. */
    public Optional<SetupException> refusal() {
        if (major < OLDEST) {
            return Optional.of(new SetupException(
                    "PostgreSQL %s is too old.".formatted(version), "Bring it to %d or later.".formatted(OLDEST)));
        }
        if (!encoding.equals("UTF8")) {
            return Optional.of(new SetupException(
                    "The database's encoding is %s: much of what documents, callers and judges write can't be stored in it."
                            .formatted(encoding),
                    "Make another one (create database NAME template template0 encoding 'UTF8' locale 'C.UTF-8') and name it in"
                            + " spring.datasource.url."));
        }
        return Optional.empty();
    }

    /** Returns why there is no place for tables, if so. */
    Optional<SetupException> noSchema() {
        return schema != null
                ? Optional.empty()
                : Optional.of(
                        new SetupException(
                                "The database has no schema for the server's tables: search_path has none that its user may use.",
                                "Make one (create schema NAME authorization USER), or name another by ?currentSchema= in spring.datasource.url."));
    }

    /** Refuses a database that no server can run on. */
    public void check() {
        refusal().ifPresent(refusal -> {
            throw refusal;
        });
    }
}
