package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.Call;
import dev.reevaluate.server.evaluation.CallReader;
import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.Evaluation;
import dev.reevaluate.server.evaluation.MetricDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reads the call of a run, and writes its scores. */
@Repository
class Scores {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final JdbcClient jdbc;

    Scores(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The run's call.
     *
     * @throws dev.reevaluate.server.evaluation.EvaluationException when its transcript or recording data is not of the documented shape
     */
    Call call(long run) {
        return jdbc.sql("select transcript_object, recording_data from run where id = ?")
                .param(run)
                .query((row, n) -> CallReader.read(row.getString(1), row.getString(2)))
                .single();
    }

    /** Replaces the run's scores by these metrics, all in one statement, and says anew whether the run is a success. */
    void write(long run, List<MetricDefinition> metrics, List<Evaluation> evaluations) {
        List<ScoreRow> rows = new ArrayList<>(metrics.size());
        for (int i = 0; i < metrics.size(); i++) {
            rows.add(ScoreRow.of(metrics.get(i), evaluations.get(i)));
        }
        jdbc.sql("""
                        insert into score (run_id, metric_id, score, passed, failed, explanation, extra)
                        select :run, s.metric_id, s.score, s.passed, s.failed, s.explanation, s.extra
                        from jsonb_to_recordset(:scores::jsonb)
                          as s (metric_id bigint, score numeric, passed boolean, failed boolean, explanation text, extra jsonb)
                        on conflict (run_id, metric_id) do update
                        set score = excluded.score,
                            passed = excluded.passed,
                            failed = excluded.failed,
                            explanation = excluded.explanation,
                            extra = excluded.extra,
                            evaluated_at = now()
                        """)
                .param("run", run)
                .param("scores", JSON.writeValueAsString(rows))
                .update();
        jdbc.sql("""
                        update run
                        set success = status = 'completed'
                                      and not exists (select from score where run_id = :run and not passed)
                        where id = :run
                        """).param("run", run).update();
    }

    private record ScoreRow(
            long metricId,
            @Nullable BigDecimal score,
            @Nullable Boolean passed,
            boolean failed,
            String explanation,
            Map<String, Object> extra) {

        static ScoreRow of(MetricDefinition metric, Evaluation evaluation) {
            if (evaluation instanceof Evaluation.Scored scored) {
                return new ScoreRow(
                        metric.id(),
                        scored.score(),
                        passed(metric, scored.score()),
                        false,
                        scored.explanation(),
                        scored.extra());
            }
            return new ScoreRow(
                    metric.id(), null, null, true, ((Evaluation.Failed) evaluation).explanation(), Map.of());
        }

        private static @Nullable Boolean passed(MetricDefinition metric, @Nullable BigDecimal score) {
            return (metric.evalType() == EvalType.BINARY && score != null) ? score.signum() > 0 : null;
        }
    }
}
