package dev.reevaluate.server.command;

import static dev.reevaluate.server.testing.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.BulkEvaluation;
import dev.reevaluate.server.testing.ServerTest;
import dev.reevaluate.server.testing.World;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is removed of the past is history alone: scores, results and balances stay, and all that is still owed. */
@ServerTest
class PruneCommandTests {

    private static final String WORKSPACE = """
            organizations: [{id: 1, name: One, balance: 100}]
            projects: [{id: 5, organization: 1, name: P}]
            agents: [{id: 1, project: 5, name: A}]
            metrics:
              - {id: 11, project: 5, name: M, eval_type: numeric, function_name: get_latency, cost: "1.25", agents: [1]}
              - {id: 12, project: 5, name: J, eval_type: binary, type: llm_judge, agents: [1]}
            results: [{id: 101, agent: 1, name: R, status: pending}, {id: 102, agent: 1, name: S}]
            runs:
              - {id: 1001, result: 101, status: completed}
              - {id: 1002, result: 101, status: failed}
              - {id: 1003, result: 102, status: completed}
            """;
    private static final Caller CALLER = new Caller(1, null, false);
    private static final String DATA = """
            select concat_ws('|',
              (select string_agg((id, granted, balance)::text, ';') from organization),
              (select string_agg((id, status, completed_runs_count, success_rate)::text, ';' order by id) from result),
              (select string_agg(t::text, ';' order by id) from run t),
              (select string_agg(t::text, ';' order by run_id, metric_id) from score t))
            """;

    private final World world;
    private final BulkEvaluation bulk;

    @Autowired
    PruneCommandTests(World world, BulkEvaluation bulk) {
        this.world = world;
        this.bulk = bulk;
    }

    // Two requests of the same day and one of the next, with refunds, for there is no judge
    @BeforeEach
    void threeRequestsThatAreDone() {
        world.startFrom(WORKSPACE);
        for (int i = 0; i < 3; i++) {
            bulk.evaluate(CALLER, ids(101), ids(11, 12));
            world.work();
        }
        world.change("update bulk_request set accepted_at = now() - interval '40 days'");
        world.change("update ledger_entry set created_at = '2026-01-01T12:00:00Z' where request_id is not null");
        world.change("""
                update ledger_entry set created_at = '2026-01-02T12:00:00Z'
                where request_id = (select max(id) from bulk_request)
                """);
    }

    // Else each row that is removed costs a look at all of another table
    @Test
    void whateverRefersToWhatIsRemovedIsFoundByAnIndex() {
        assertThat(world.rows("""
                        select c.conrelid::regclass as referring, a.attname
                        from pg_constraint c
                        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                        where c.contype = 'f' and c.confrelid in ('bulk_request'::regclass, 'slice'::regclass)
                          and not exists (
                            select from pg_index i
                            where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]
                              and (i.indpred is null
                                   or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))
                        """)).isEmpty();
    }

    @Test
    void whatIsDoneAndOldIsRemovedAndAllDataStays() {
        String data = world.text(DATA);

        CommandCall call = prune("--older-than", "30d");

        assertThat(call.out())
                .matches("Removed 3 requests from before \\d{4}-\\d\\d-\\d\\d: \\d+ slices, \\d+ ledger"
                        + " entries, 0 webhook deliveries\\.\\R");
        assertThat(call.code()).isZero();
        assertThat(world.count("bulk_request") + world.count("slice")).isZero();
        assertThat(world.text(DATA)).isEqualTo(data);
        assertThat(world.unbalanced()).isEmpty();
        assertThat(world.rows("select kind, amount, created_at::date::text as day from ledger_entry order by id"))
                .extracting(Object::toString)
                .containsExactly(
                        "{kind=grant, amount=100.000000, day=%s}".formatted(world.text("select current_date::text")),
                        "{kind=charge, amount=-5.000000, day=2026-01-01}",
                        "{kind=charge, amount=-2.500000, day=2026-01-02}");
    }

    @Test
    void aDryRunCountsTheSameAndChangesNothing() {
        String before = world.everything();

        CommandCall dry = prune("--older-than=30d", "--dry-run");

        assertThat(world.everything()).isEqualTo(before);
        assertThat(dry.out()).startsWith("Would remove 3 requests");
        assertThat(prune("--older-than=30d").out()).isEqualTo(dry.out().replace("Would remove", "Removed"));
    }

    @Test
    void whatIsStillOwedOrYoungStays() {
        bulk.evaluate(CALLER, ids(102), ids(11));
        world.change("update bulk_request set accepted_at = now() - interval '40 days'");
        bulk.evaluate(CALLER, ids(101), ids(11));
        world.work();
        bulk.evaluate(CALLER, ids(102), ids(12));
        world.change("""
                update bulk_request set accepted_at = now() - interval '40 days' where id = (select max(id) from bulk_request)
                """);

        prune("--older-than=30d");

        assertThat(world.count("bulk_request")).isEqualTo(2);
        world.work();
        assertThat(world.unbalanced()).isEmpty();
        assertThat(world.number("select count(*) from result where status = 'running'"))
                .isZero();
    }

    @Test
    void aWebhookThatIsStillOwedKeepsItsRequest() {
        world.change("""
                insert into webhook_delivery (result_id, request_id) select 101, min(id) from bulk_request
                """);

        assertThat(prune("--older-than=30d").out()).startsWith("Removed 2 requests");
        assertThat(world.count("webhook_delivery")).isEqualTo(1);
    }

    @Test
    void whatItChangedGoesWithItAndItsIdempotencyKeyStays() {
        world.change("""
                insert into score_change (request_id, run_id, metric_id, failed_before, explanation_before, failed_after,
                                          explanation_after)
                select min(id), 1001, 11, false, '[]', false, '[]' from bulk_request
                """);
        world.change("""
                insert into idempotency_key (key_hash, organization_id, request_hash, request_id)
                select '\\x01', 1, '\\x02', min(id) from bulk_request
                """);

        assertThat(prune("--older-than=30d").code()).isZero();

        assertThat(world.count("score_change") + world.count("slice_failure")).isZero();
        assertThat(world.number("select count(*) from idempotency_key where request_id is null"))
                .isEqualByComparingTo("1");
    }

    @Test
    void noDocumentSetsAResultBackThatWasReevaluated() {
        prune("--older-than=30d");

        world.load(WORKSPACE);

        assertThat(world.text("select status from result where id = 101")).isEqualTo("completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "1h", "soon", "-30d", "0d"})
    void anAgeThatIsNoneOrLessThanADayIsRefused(String age) {
        CommandCall call = prune("--older-than=" + age);

        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains("no time of a day or more, such as 30d");
        assertThat(world.count("bulk_request")).isEqualTo(3);
    }

    private CommandCall prune(String... options) {
        return CommandCall.of(Stream.concat(
                        Stream.of(
                                "prune",
                                "--reevaluate.data-dir="
                                        + Path.of(world.text("select current_setting('data_directory')"))
                                                .getParent()),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}
