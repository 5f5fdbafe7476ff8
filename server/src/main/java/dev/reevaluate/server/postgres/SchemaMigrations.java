package dev.reevaluate.server.postgres;

import dev.reevaluate.server.PatientDataSource;
import dev.reevaluate.server.SetupException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Brings the database to the schema of this server, and refuses one that is not on the way to it. Flyway by default lets
 * an old server run on a later schema, and words its refusals for developers.
 */
@Component
class SchemaMigrations implements FlywayMigrationStrategy, FlywayConfigurationCustomizer {

    private static final Logger log = LoggerFactory.getLogger(SchemaMigrations.class);

    private static final Set<MigrationState> NOT_OURS = Set.of(
            MigrationState.FUTURE_SUCCESS,
            MigrationState.FUTURE_FAILED,
            MigrationState.MISSING_SUCCESS,
            MigrationState.MISSING_FAILED);

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.dataSource(new PatientDataSource(configuration.getDataSource()));
    }

    @Override
    public void migrate(Flyway flyway) {
        DatabaseFacts facts = DatabaseFacts.of(flyway.getConfiguration().getDataSource());
        facts.check();
        // Flyway makes one that it is told of
        if (flyway.getConfiguration().getSchemas().length == 0) {
            facts.noSchema().ifPresent(refusal -> {
                throw refusal;
            });
        }
        try {
            refuse(flyway);
            if (flyway.info().pending().length > 0) {
                facts.noChange().ifPresent(refusal -> {
                    throw refusal;
                });
                log.info("Brings the schema of the database to this server's, or waits for another server that does");
            }
            migrateUnlessAskedToEnd(flyway);
        } catch (FlywayException e) {
            if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
                throw foreign(facts.schema());
            }
            throw e;
        }
    }

    // While another server changes the schema Flyway sleeps between its tries, and the end of the process would wait
    private static void migrateUnlessAskedToEnd(Flyway flyway) {
        Thread asked = new Thread(Thread.currentThread()::interrupt, "end-of-waiting");
        Runtime.getRuntime().addShutdownHook(asked);
        try {
            flyway.migrate();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(asked);
            } catch (IllegalStateException ending) {
                log.debug("The server is asked to end while it starts");
            }
        }
    }

    /** Returns the refusal of a schema that has something, but nothing of this server. */
    static SetupException foreign(@Nullable String schema) {
        return new SetupException(
                "The schema %s of the database has tables or other objects that are not this server's."
                        .formatted(schema),
                "Name an empty database in spring.datasource.url, or make a schema for the server alone (create schema"
                        + " reevaluate) and name it by ?currentSchema=reevaluate.");
    }

    /** Refuses a database that is not on the way to this server's schema. */
    static void refuse(Flyway flyway) {
        List<MigrationInfo> migrations = Arrays.asList(flyway.info().all());
        refuseLater(migrations);
        refuseChanged(migrations);
    }

    private static void refuseLater(List<MigrationInfo> migrations) {
        latest(migrations, true).ifPresent(theirs -> {
            throw new SetupException(
                    "The database has the schema of a later server: version %s, while this server knows %s."
                            .formatted(
                                    theirs,
                                    latest(migrations, false)
                                            .map(Object::toString)
                                            .orElse("none")),
                    "Start the later server again, or give this one another database: data of a later schema can't be"
                            + " brought back.");
        });
    }

    private static void refuseChanged(List<MigrationInfo> migrations) {
        migrations.stream()
                .filter(migration -> migration.getState().isApplied() && !migration.isChecksumMatching())
                .findFirst()
                .ifPresent(changed -> {
                    throw new SetupException(
                            "The database was made by another text of the schema change %s than this server has."
                                    .formatted(changed.getScript()),
                            "Take back the change of that file: what was applied once never changes; a new file changes"
                                    + " the schema further.");
                });
    }

    private static Optional<MigrationVersion> latest(List<MigrationInfo> migrations, boolean notOurs) {
        return migrations.stream()
                .filter(migration -> NOT_OURS.contains(migration.getState()) == notOurs)
                .filter(MigrationInfo::isVersioned)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder());
    }
}
