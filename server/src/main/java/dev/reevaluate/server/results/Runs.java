package dev.reevaluate.server.results;

import static java.util.Objects.requireNonNull;

import dev.reevaluate.server.access.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The runs that exist for a caller, with their scores. */
@Repository
public class Runs {

    private final JdbcClient jdbc;

    Runs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the runs of a result that the caller may see, without their transcripts. */
    public List<RunView> ofResult(long result) {
        Map<Long, List<ScoreView>> scores = scores("u.result_id = :of and not u.deleted", result);
        return jdbc.sql(select("null::jsonb") + "where u.result_id = :of and not u.deleted order by u.id")
                .param("of", result)
                .query((row, n) -> view(row, scores))
                .list();
    }

    /** Returns those of the runs that exist for the caller, with their transcripts, by ascending id. */
    public List<RunView> find(Caller caller, Collection<Long> ids) {
        Long[] array = ids.toArray(Long[]::new);
        Map<Long, List<ScoreView>> scores = scores("u.id = any(:of)", array);
        return jdbc.sql(select("u.transcript_object") + """
                        join project p on p.id = a.project_id
                        where u.id = any(:ids)
                          and not u.deleted
                          and p.organization_id = :organization
                          and (:project::bigint is null or p.id = :project)
                        order by u.id
                        """)
                .param("ids", array)
                .param("organization", caller.organization())
                .param("project", caller.project())
                .query((row, n) -> view(row, scores))
                .list();
    }

    private static String select(String transcript) {
        return """
                select u.id, u.result_id, r.name as result_name, r.agent_id, a.name as agent_name, u.status, u.success,
                       u.duration, u.metadata, u.executed_at, %s as turns
                from run u
                join result r on r.id = u.result_id
                join agent a on a.id = r.agent_id
                """.formatted(transcript);
    }

    private Map<Long, List<ScoreView>> scores(String ofRuns, Object of) {
        Map<Long, List<ScoreView>> byRun = new HashMap<>();
        jdbc.sql("""
                        select s.run_id, s.metric_id, m.name, m.kind, m.eval_type, m.function_name, s.score, s.passed,
                               s.enum_value, s.explanation, s.extra
                        from score s
                        join run u on u.id = s.run_id
                        join metric m on m.id = s.metric_id
                        where %s
                        order by s.metric_id
                        """.formatted(ofRuns)).param("of", of).query(row -> {
            byRun.computeIfAbsent(row.getLong("run_id"), none -> new ArrayList<>())
                    .add(score(row));
        });
        return byRun;
    }

    private static ScoreView score(ResultSet row) throws SQLException {
        return new ScoreView(
                row.getLong("metric_id"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("eval_type"),
                row.getString("function_name"),
                row.getBigDecimal("score"),
                row.getObject("passed", Boolean.class),
                row.getString("enum_value"),
                requireNonNull(JsonColumns.texts(row, "explanation")),
                requireNonNull(JsonColumns.object(row, "extra")));
    }

    private static RunView view(ResultSet row, Map<Long, List<ScoreView>> scores) throws SQLException {
        return new RunView(
                row.getLong("id"),
                row.getLong("result_id"),
                row.getString("result_name"),
                row.getLong("agent_id"),
                row.getString("agent_name"),
                Status.of(row.getString("status")),
                row.getBoolean("success"),
                row.getBigDecimal("duration"),
                JsonColumns.object(row, "metadata"),
                row.getObject("executed_at", OffsetDateTime.class),
                scores.getOrDefault(row.getLong("id"), List.of()),
                JsonColumns.objects(row, "turns"));
    }
}
