package dev.reevaluate.server.work;

import static java.util.Objects.requireNonNull;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.MetricKind;
import dev.reevaluate.server.evaluation.MetricResult;
import dev.reevaluate.server.evaluation.RunToEvaluate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads runs as evaluators need them: no more of them than the metrics look at. */
@Repository
class RunReader {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final DatabaseClock clock;

    RunReader(JdbcClient jdbc, DatabaseClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Returns the runs with the ids, in their order.
     *
     * @param metrics those that are going to be evaluated on them
     */
    List<RunToEvaluate> inOrder(List<Long> ids, List<MetricDefinition> metrics) {
        if (metrics.stream().allMatch(metric -> metric.kind() == MetricKind.PREDEFINED && metric.trigger() == null)) {
            return calls(ids);
        }
        List<RunToEvaluate> runs = runsWithDetails(ids);
        if (metrics.stream().anyMatch(MetricDefinition::readsResults)) {
            addResults(runs);
        }
        return runs;
    }

    private List<RunToEvaluate> calls(List<Long> ids) {
        return jdbc.sql("""
                        select id, transcript_object, recording_data
                        from run
                        where id = any(:ids)
                        order by array_position(:ids, id)
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> RunToEvaluate.of(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
    }

    private List<RunToEvaluate> runsWithDetails(List<Long> ids) {
        return jdbc.sql("""
                        select u.id, u.transcript_object, u.recording_data, u.metadata, u.duration, u.call_end_reason,
                               u.executed_at, u.test_profile, u.provider_call_id, u.provider_call_data, u.tags,
                               u.voice_recording, u.evaluator, u.expected_outcome,
                               a.name, a.description, a.language, a.inbound, a.contact_number
                        from run u
                        join result r on r.id = u.result_id
                        join agent a on a.id = r.agent_id
                        where u.id = any(:ids)
                        order by array_position(:ids, u.id)
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> {
                    RunRow run = RunRow.of(row);
                    return RunToEvaluate.of(
                            row.getLong("id"),
                            row.getString("transcript_object"),
                            row.getString("recording_data"),
                            () -> run.details(clock.now()));
                })
                .list();
    }

    private void addResults(List<RunToEvaluate> runs) {
        Map<Long, RunToEvaluate> byId = runs.stream().collect(Collectors.toMap(RunToEvaluate::id, Function.identity()));
        jdbc.sql("""
                        select s.run_id, m.name, m.eval_type, m.function_name, s.score, s.enum_value, s.explanation
                        from score s
                        join metric m on m.id = s.metric_id
                        where s.run_id = any(:ids) and not s.failed and (s.score is not null or s.enum_value is not null)
                        order by s.run_id, s.metric_id
                        """).param("ids", byId.keySet().toArray(Long[]::new)).query(row -> {
            requireNonNull(byId.get(row.getLong("run_id")))
                    .add(new MetricResult(
                            row.getString("name"),
                            EvalType.of(row.getString("eval_type")),
                            row.getString("function_name"),
                            row.getBigDecimal("score"),
                            row.getString("enum_value"),
                            JSON.readValue(row.getString("explanation"), TEXTS)));
        });
    }
}
