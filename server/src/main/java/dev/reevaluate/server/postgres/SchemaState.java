package dev.reevaluate.server.postgres;

import dev.reevaluate.server.SetupException;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the schema of a database compares with the one that this server knows.
 *
 * @param version of the database, 0 where it has none yet
 * @param known the version that this server brings it to
 * @param refusal why this server does not run on it
 * @param action what to do then
 */
public record SchemaState(Kind kind, String version, String known, String refusal, String action) {

    /** Whether a server can run on it. */
    public enum Kind {
        CURRENT,
        EARLIER,
        REFUSED
    }

    /** Looks, and changes nothing. */
    public static SchemaState of(DataSource database) {
        DatabaseFacts facts = DatabaseFacts.of(database);
        Optional<SetupException> nowhere = facts.noSchema();
        if (nowhere.isPresent()) {
            return refused("0", "0", nowhere.get());
        }
        Flyway flyway = Flyway.configure().dataSource(database).load();
        String version = version(flyway.info().current());
        MigrationInfo[] all = flyway.info().all();
        String known = all.length == 0 ? version : version(all[all.length - 1]);
        try {
            SchemaMigrations.refuse(flyway);
            refuseForeign(flyway, database);
        } catch (SetupException e) {
            return refused(version, known, e);
        }
        if (flyway.info().pending().length == 0) {
            return new SchemaState(Kind.CURRENT, version, known, "", "");
        }
        return facts.noChange()
                .map(why -> refused(version, known, why))
                .orElseGet(() -> new SchemaState(Kind.EARLIER, version, known, "", ""));
    }

    /** Whether the tables are those that this server knows. */
    public boolean isCurrent() {
        return kind == Kind.CURRENT;
    }

    private static SchemaState refused(String version, String known, SetupException why) {
        return new SchemaState(Kind.REFUSED, version, known, String.valueOf(why.getMessage()), why.action());
    }

    // As Flyway would, which looks only where it migrates
    private static void refuseForeign(Flyway flyway, DataSource database) {
        if (Boolean.FALSE.equals(flyway.info().getInfoResult().allSchemasEmpty)) {
            JdbcClient.create(database)
                    .sql("""
                            select current_schema()
                            where not exists (select from pg_tables where schemaname = current_schema() and tablename = ?)
                            """)
                    .param(flyway.getConfiguration().getTable())
                    .query(String.class)
                    .optional()
                    .ifPresent(schema -> {
                        throw SchemaMigrations.foreign(schema);
                    });
        }
    }

    private static String version(@Nullable MigrationInfo migration) {
        return migration == null ? "0" : String.valueOf(migration.getVersion());
    }
}
