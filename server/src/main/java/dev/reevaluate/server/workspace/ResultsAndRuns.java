package dev.reevaluate.server.workspace;

import dev.reevaluate.server.results.ResultStates;
import dev.reevaluate.server.workspace.Changes.OfList;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Loads what servers work on while it is loaded. Workers and requests lock results first, then runs, organizations last;
 * so does a load, or one would wait for the other. It locks only what it changes.
 */
@Component
class ResultsAndRuns {

    private static final int CHUNK = 10_000;

    private final JdbcClient jdbc;
    private final StagedChecks checks;
    private final ResultStates results;

    ResultsAndRuns(JdbcClient jdbc, StagedChecks checks, ResultStates results) {
        this.jdbc = jdbc;
        this.checks = checks;
        this.results = results;
    }

    /** Leaves staged what changes anything, and counts it. */
    List<OfList> compare(Progress progress) {
        progress.report("comparing results and runs with those in the database");
        List<OfList> changes = new ArrayList<>();
        SectionWrite.run(Section.RESULTS, () -> changes.add(compare(Section.RESULTS, Unchanged.RESULTS)));
        SectionWrite.run(Section.RUNS, () -> changes.add(compare(Section.RUNS, Unchanged.RUNS)));
        SectionWrite.run(Section.SCORES, () -> changes.add(compare(Section.SCORES, Unchanged.SCORES)));
        return changes;
    }

    private OfList compare(Section section, String forgetUnchanged) {
        long unchanged = jdbc.sql(forgetUnchanged).update();
        return jdbc.sql("""
                        select count(*) - count(t), count(t)
                        from staged s
                        left join %s
                        where s.section = '%s'
                        """.formatted(
                                section == Section.SCORES
                                        ? "score t on t.run_id = s.id and t.metric_id = (s.entry ->> 'metric')::bigint"
                                        : section.table() + " t on t.id = s.id",
                                section.wireName()))
                .query((row, n) -> new OfList(section.wireName(), row.getLong(1), row.getLong(2), unchanged))
                .single();
    }

    /** Loads what is left. */
    void load(Progress progress) {
        lockResults();
        checks.references(Section.RESULTS);
        SectionWrite.run(Section.RESULTS, () -> jdbc.sql(Upserts.RESULTS).update());
        checks.references(Section.RUNS);
        lockRuns();
        writeRuns(progress);
        checks.references(Section.SCORES);
        SectionWrite.run(Section.SCORES, () -> jdbc.sql(Upserts.SCORES).update());
        jdbc.sql(Upserts.SUCCESS_OF_SCORED_RUNS).update();
        recount();
    }

    // The results that runs are taken away from are counted anew as well.
    private void lockResults() {
        jdbc.sql("drop table if exists touched").update();
        jdbc.sql("create temporary table touched (id bigint primary key) on commit drop")
                .update();
        jdbc.sql("""
                        insert into touched
                        select id from staged where section = 'results'
                        union
                        select (entry ->> 'result')::bigint from staged where section = 'runs'
                        union
                        select r.result_id from staged s join run r on r.id = s.id where s.section in ('runs', 'scores')
                        """).update();
        jdbc.sql("analyze touched").update();
        // Joined, not looked up in a list: a row that another transaction has just changed is checked again, and with a
        // list that means to read all of the list for each such row.
        jdbc.sql("""
                        select count(*)
                        from (select r.id from result r join touched t on t.id = r.id order by r.id
                              for no key update of r) locked
                        """).query(Long.class).single();
    }

    // In a statement of its own, so that the next one sees the scores that a worker wrote while this one waited for it.
    private void lockRuns() {
        jdbc.sql("""
                        select count(*)
                        from (select r.id from run r join (select distinct id from staged where section in ('runs', 'scores')) s on s.id = r.id
                              order by r.id
                              for no key update of r) locked
                        """).query(Long.class).single();
    }

    private void writeRuns(Progress progress) {
        long end = jdbc.sql("select coalesce(max(position) + 1, 0) from staged where section = 'runs'")
                .query(Long.class)
                .single();
        for (long from = 0; from < end; from += CHUNK) {
            long start = from;
            SectionWrite.run(
                    Section.RUNS,
                    () -> jdbc.sql(Upserts.RUNS)
                            .param("from", start)
                            .param("to", start + CHUNK)
                            .update());
            progress.report("%s of %s runs written".formatted(Math.min(from + CHUNK, end), end));
        }
    }

    private void recount() {
        results.recount(jdbc.sql("select id from touched").query(Long.class).list());
    }
}
