package dev.reevaluate.server.postgres;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.outage.PassingTrouble;
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
 * @param schema in which tables are made, as SQL writes it; null where the search path has none that may be used
 * @param user who asks, as SQL writes it
 * @param mayMakeTables whether the user may make tables in the schema
 * @param readOnly whether nobody can change anything, as on a standby
 */
public record DatabaseFacts(
        String version,
        int major,
        String encoding,
        @Nullable String schema,
        String user,
        boolean mayMakeTables,
        boolean readOnly) {

    private static final int OLDEST = 15;

    /** Asks the database. */
    public static DatabaseFacts of(DataSource database) {
        return JdbcClient.create(database).sql("""
                        select current_setting('server_version') as version,
                               current_setting('server_version_num')::int / 10000 as major,
                               current_setting('server_encoding') as encoding,
                               quote_ident(current_schema()) as schema,
                               quote_ident(current_user) as "user",
                               coalesce(has_schema_privilege(current_schema(), 'create'), true) as may_make_tables,
                               current_setting('transaction_read_only')::boolean as read_only
                        """).query(DatabaseFacts.class).single();
    }

    /** Returns why no server can run on it, if so. */
    public Optional<SetupException> refusal() {
        if (major < OLDEST) {
            return Optional.of(new SetupException(
                    "PostgreSQL %s is too old.".formatted(version), "Bring it to %s or later.".formatted(OLDEST)));
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

    /** Returns why the schema can't be brought to another version, if so: Flyway finds out after ten tries, a second apart. */
    Optional<SetupException> noChange() {
        if (readOnly) {
            return Optional.of(new SetupException("The database is read-only.", PassingTrouble.READ_ONLY.action()));
        }
        return mayMakeTables
                ? Optional.empty()
                : Optional.of(new SetupException(
                        "The user %s may not make tables in the schema %s.".formatted(user, schema),
                        "Give the user the right to (grant create on schema %s to %s), or name another in spring.datasource.username, or in spring.flyway.user."
                                .formatted(schema, user)));
    }

    /** Refuses a database that no server can run on. */
    public void check() {
        refusal().ifPresent(refusal -> {
            throw refusal;
        });
    }
}
