package dev.reevaluate.server.command;

import dev.reevaluate.server.Counted;
import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.credits.LedgerCheck;
import dev.reevaluate.server.postgres.DatabaseFacts;
import dev.reevaluate.server.postgres.SchemaState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How the database is. */
final class DatabaseFindings {

    private static final Duration SMALL = Duration.ofSeconds(1);
    private static final Duration LARGE = Duration.ofSeconds(5);
    private static final int OLD_HOURS = 1;

    private final JdbcClient jdbc;
    private final DataSource database;
    private final Clock clock;

    DatabaseFindings(JdbcClient jdbc, DataSource database, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.clock = clock;
    }

    /** All that is found; the connection fails where there is no database. */
    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(version());
        findings.add(clocks());
        SchemaState schema = SchemaState.of(database);
        findings.add(schema(schema));
        if (schema.isCurrent()) {
            List<Supplier<Finding>> more = List.of(this::contents, this::ledger, this::work);
            more.forEach(finding -> findings.add(finding.get()));
        }
        return findings;
    }

    /** How many metrics are of the kind; none where the schema is not there yet. */
    long metrics(String kind) {
        return SchemaState.of(database).isCurrent()
                ? number("select count(*) from metric where kind = '%s' or trigger_kind = '%s'".formatted(kind, kind))
                : 0;
    }

    private Finding version() {
        DatabaseFacts facts = DatabaseFacts.of(database);
        Optional<SetupException> refusal = facts.refusal();
        if (refusal.isPresent()) {
            return Finding.failed(
                    "database",
                    String.valueOf(refusal.get().getMessage()),
                    refusal.get().action());
        }
        String version = facts.version();
        return facts.readOnly()
                ? Finding.failed(
                        "database", "PostgreSQL %s is read-only.".formatted(version), "Connect to the primary.")
                : Finding.ok("database", "PostgreSQL " + version);
    }

    private Finding schema(SchemaState schema) {
        return switch (schema.kind()) {
            case CURRENT -> Finding.ok("schema", "version " + schema.version());
            case EARLIER ->
                Finding.warning(
                        "schema",
                        "version %s, and this jar has %s.".formatted(schema.version(), schema.known()),
                        "The next start of this jar's server brings it there.");
            case REFUSED -> Finding.failed("schema", schema.refusal(), schema.action());
        };
    }

    private Finding clocks() {
        Instant before = clock.instant();
        Instant theirs = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        Duration apart = Duration.between(
                        before.plus(Duration.between(before, clock.instant()).dividedBy(2)), theirs)
                .abs();
        String text = "%s ms from the database's".formatted(apart.toMillis());
        String next = "Set up NTP on both machines; work goes by the database's clock.";
        if (apart.compareTo(LARGE) > 0) {
            return Finding.failed("clock", text + ".", next);
        }
        return apart.compareTo(SMALL) > 0 ? Finding.warning("clock", text + ".", next) : Finding.ok("clock", text);
    }

    private Finding contents() {
        String counts = Stream.of("organization", "result", "run", "score")
                .map(table -> Counted.of(number("select count(*) from " + table), table))
                .collect(Collectors.joining(", "));
        return number("select count(*) from loaded_workspace where demo") > 0
                ? Finding.warning(
                        "workspace",
                        "the demo, whose keys everybody knows: %s.".formatted(counts),
                        "For your own data name another --reevaluate.data-dir=DIR.")
                : Finding.ok("workspace", counts);
    }

    private Finding ledger() {
        long wrong = LedgerCheck.unbalanced(jdbc);
        return wrong > 0
                ? Finding.failed(
                        "credits",
                        "%s not the sum of %s ledger."
                                .formatted(
                                        Counted.of(wrong, "balance") + Counted.word(wrong, " is", " are"),
                                        Counted.word(wrong, "its", "their")),
                        "Something else than the server has written to the database: restore a backup.")
                : Finding.ok("credits", "every balance is the sum of its ledger");
    }

    private Finding work() {
        long owed = number("""
                select coalesce(sum(cardinality(open_run_ids)::bigint * cardinality(metric_ids)), 0)
                from slice where finished_at is null
                """);
        long hours = number("""
                select coalesce(extract(epoch from now() - min(r.accepted_at)) / 3600, 0)::bigint
                from slice s join bulk_request r on r.id = s.request_id where s.finished_at is null
                """);
        if (hours < OLD_HOURS) {
            return Finding.ok("work", Counted.of(owed, "evaluation") + " owed");
        }
        String reason = text("""
                select coalesce((select waiting_for from slice where finished_at is null and waiting_for is not null limit 1),
                                'no reason is noted')
                """);
        return Finding.warning(
                "work",
                "%s owed, the oldest for %s: %s."
                        .formatted(Counted.of(owed, "evaluation"), Counted.of(hours, "hour"), reason),
                "Start a server, or see what it waits for.");
    }

    private String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
