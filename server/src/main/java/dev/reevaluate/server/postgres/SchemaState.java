package dev.reevaluate.server.postgres;

import dev.reevaluate.server.SetupException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

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
        Flyway flyway = Flyway.configure().dataSource(database).load();
        String version = version(flyway.info().current());
        MigrationInfo[] all = flyway.info().all();
        String known = all.length == 0 ? version : version(all[all.length - 1]);
        try {
            SchemaMigrations.refuse(flyway);
        } catch (SetupException e) {
            return new SchemaState(Kind.REFUSED, version, known, String.valueOf(e.getMessage()), e.action());
        }
        Kind kind = flyway.info().pending().length == 0 ? Kind.CURRENT : Kind.EARLIER;
        return new SchemaState(kind, version, known, "", "");
    }

    /** Whether the tables are those that this server knows. */
    public boolean isCurrent() {
        return kind == Kind.CURRENT;
    }

    private static String version(@Nullable MigrationInfo migration) {
        return migration == null ? "0" : String.valueOf(migration.getVersion());
    }
}
