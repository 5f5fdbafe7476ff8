package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.results.RunSuccess;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes the scores of runs. */
@Repository
class Scores {

    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectWriter TEXTS = JSON.writerFor(new TypeReference<List<String>>() {});

    // Each score is found by its key, laterally and with a limit, whatever PostgreSQL believes of the table's size.
    // In a new database it takes a look at the whole table for cheap, and keeps that plan for long.
    static final String ANY = """
            select exists (
              select from unnest(:runs) as r (id)
              cross join lateral (select from score where run_id = r.id order by run_id, metric_id limit 1) found)
            """;

    static final String INSERT = """
            insert into score (
              run_id, metric_id, score, enum_value, passed, failed, explanation, extra, first_request_id)
            select run_id, metric_id, score, enum_value, passed, failed,
                   explanation::jsonb, extra::jsonb, :request
            from unnest(:runs, :metrics, :scores, :enumValues, :passed, :failed, :explanations, :extras)
              as w (run_id, metric_id, score, enum_value, passed, failed, explanation, extra)
            """;

    static final String REPLACE = """
            with written as materialized (
              select w.run_id, w.metric_id, w.score, w.enum_value, w.passed, w.failed,
                     w.explanation::jsonb as explanation, w.extra::jsonb as extra, before
              from unnest(:runs, :metrics, :scores, :enumValues, :passed, :failed, :explanations, :extras)
                as w (run_id, metric_id, score, enum_value, passed, failed, explanation, extra)
              left join lateral (
                select * from score s where s.run_id = w.run_id and s.metric_id = w.metric_id limit 1) before on true
            ), changed as (
              insert into score_change (
                request_id, run_id, metric_id,
                score_before, enum_before, passed_before, failed_before, explanation_before,
                score_after, enum_after, passed_after, failed_after, explanation_after)
              select :request, run_id, metric_id,
                     (before).score, (before).enum_value, (before).passed, (before).failed, (before).explanation,
                     score, enum_value, passed, failed, explanation
              from written
              where (before).run_id is not null
                and ((before).score, (before).enum_value, (before).passed, (before).failed)
                    is distinct from (score, enum_value, passed, failed)
            ), replaced as (
              insert into score (run_id, metric_id, score, enum_value, passed, failed, explanation, extra)
              select run_id, metric_id, score, enum_value, passed, failed, explanation, extra
              from written
              where (before).run_id is not null
              on conflict (run_id, metric_id) do update
              set score = excluded.score,
                  enum_value = excluded.enum_value,
                  passed = excluded.passed,
                  failed = excluded.failed,
                  explanation = excluded.explanation,
                  extra = excluded.extra,
                  evaluated_at = now()
            )
            insert into score (
              run_id, metric_id, score, enum_value, passed, failed, explanation, extra, first_request_id)
            select run_id, metric_id, score, enum_value, passed, failed, explanation, extra, :request
            from written
            where (before).run_id is null
            """;

    private final JdbcClient jdbc;

    Scores(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Replaces the runs' scores by these metrics, and keeps the earlier ones where they differ; then says anew whether each
     * run is a success.
     *
     * @param request that the evaluations were owed to
     */
    // Nobody else writes these scores meanwhile: a pair is owed by one slice at a time, whose row is locked here. What
    // another slice writes of the same runs isn't seen; their success is right once the result is completed.
    // The first of a run apart, as looking for each and for conflicts costs half as much again. Where a document
    // has loaded one meanwhile, the write fails, and is done again run by run.
    void write(long request, List<EvaluatedRun> runs, List<MetricDefinition> metrics) {
        Long[] ids = runs.stream().map(EvaluatedRun::runId).toArray(Long[]::new);
        boolean scored = jdbc.sql(ANY).param("runs", ids).query(Boolean.class).single();
        columns(runs, metrics)
                .of(jdbc.sql(scored ? REPLACE : INSERT))
                .param("request", request)
                .update();
        jdbc.sql(RunSuccess.OF_RUNS).param("runs", ids).update();
    }

    private static Columns columns(List<EvaluatedRun> runs, List<MetricDefinition> metrics) {
        Columns columns = new Columns(runs.stream()
                .mapToInt(run -> metrics.size() - run.owed().size())
                .sum());
        for (EvaluatedRun run : runs) {
            for (int i = 0; i < metrics.size(); i++) {
                Evaluation evaluation = run.evaluations().get(i);
                if (evaluation != null) {
                    columns.add(run.runId(), metrics.get(i), evaluation);
                }
            }
        }
        return columns;
    }

    /** The rows to write, column by column: PostgreSQL reads arrays faster than JSON. */
    private static final class Columns {

        private final Long[] runs;
        private final Long[] metrics;
        private final @Nullable BigDecimal[] scores;
        private final @Nullable String[] enumValues;
        private final @Nullable Boolean[] passed;
        private final Boolean[] failed;
        private final String[] explanations;
        private final String[] extras;
        private int next;

        Columns(int size) {
            runs = new Long[size];
            metrics = new Long[size];
            scores = new BigDecimal[size];
            enumValues = new String[size];
            passed = new Boolean[size];
            failed = new Boolean[size];
            explanations = new String[size];
            extras = new String[size];
        }

        void add(long run, MetricDefinition metric, Evaluation evaluation) {
            runs[next] = run;
            metrics[next] = metric.id();
            if (evaluation instanceof Evaluation.Scored scored) {
                scores[next] = scored.score();
                enumValues[next] = scored.enumValue();
                passed[next] = passed(metric, scored.score());
            }
            failed[next] = evaluation instanceof Evaluation.Failed;
            explanations[next] = TEXTS.writeValueAsString(evaluation.explanation());
            extras[next] = evaluation.extra().isEmpty() ? "{}" : JSON.writeValueAsString(evaluation.extra());
            next++;
        }

        JdbcClient.StatementSpec of(JdbcClient.StatementSpec statement) {
            return statement
                    .param("runs", runs)
                    .param("metrics", metrics)
                    .param("scores", scores)
                    .param("enumValues", enumValues)
                    .param("passed", passed)
                    .param("failed", failed)
                    .param("explanations", explanations)
                    .param("extras", extras);
        }

        private static @Nullable Boolean passed(MetricDefinition metric, @Nullable BigDecimal score) {
            return (metric.evalType() == EvalType.BINARY && score != null) ? score.signum() > 0 : null;
        }
    }
}
