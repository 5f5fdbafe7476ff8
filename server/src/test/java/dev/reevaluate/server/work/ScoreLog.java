package dev.reevaluate.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reevaluate.server.testing.World;

/**
 * Counts every time a score is written, in the database itself: the score's table alone can't tell one evaluation from
 * two.
 */
final class ScoreLog implements AutoCloseable {

    private final World world;

    ScoreLog(World world) {
        this.world = world;
        close();
        world.change("create table score_log (run_id bigint, metric_id bigint)");
        world.change("""
                create function log_score() returns trigger language plpgsql as
                'begin insert into score_log values (new.run_id, new.metric_id); return null; end'
                """);
        world.change("""
                create trigger log_score after insert or update on score for each row execute function log_score()
                """);
    }

    /** Evaluations that were written, repeated ones as often as they were. */
    long written() {
        return world.count("score_log");
    }

    /** Every pair was written as often as it was paid for. */
    void assertEachPaidPairWasWrittenOnce() {
        assertThat(world.rows("""
                        with paid as (
                          select run, metric, count(*) as times
                          from slice, unnest(run_ids) as run, unnest(metric_ids) as metric
                          -- what was cancelled is still there, and was refunded
                          where run <> all (open_run_ids)
                          group by run, metric),
                        written as (
                          select run_id as run, metric_id as metric, count(*) as times
                          from score_log group by run_id, metric_id)
                        select * from paid full join written using (run, metric)
                        where paid.times is distinct from written.times
                        """)).isEmpty();
    }

    @Override
    public void close() {
        world.change("drop trigger if exists log_score on score");
        world.change("drop function if exists log_score");
        world.change("drop table if exists score_log");
    }
}
