package dev.reevaluate.server.results;

import dev.reevaluate.server.access.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The results that exist for a caller. */
@Repository
public class Results {

    private static final String VISIBLE = """
            from result r
            join agent a on a.id = r.agent_id
            join project p on p.id = a.project_id
            where p.organization_id = :organization
              and (:project::bigint is null or p.id = :project)
            """;

    private static final String FILTERED = VISIBLE + """
              and (:agent::bigint is null or a.id = :agent)
              and (:filterProject::bigint is null or p.id = :filterProject)
              and (:search::text is null or strpos(lower(r.name), lower(:search)) > 0)
              and (:status::text is null or r.status = :status)
            """;

    private static final String COLUMNS = """
            select r.id, r.name, r.agent_id, a.name as agent_name, r.status, r.total_runs_count, r.completed_runs_count,
                   r.success_runs_count, r.failed_runs_count, r.success_rate, r.created_at, r.updated_at
            """;

    private final JdbcClient jdbc;

    Results(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page of the results, newest first. */
    public Page<ResultView> page(Caller caller, ResultFilter filter, long offset, long limit) {
        long count = filtered("select count(*) " + FILTERED, caller, filter)
                .query(Long.class)
                .single();
        return new Page<>(
                count,
                filtered(COLUMNS + FILTERED + "order by r.id desc offset :offset limit :limit", caller, filter)
                        .param("offset", offset)
                        .param("limit", limit)
                        .query(Results::view)
                        .list());
    }

    /** Returns the result, if it exists for the caller. */
    public Optional<ResultView> find(Caller caller, long id) {
        return jdbc.sql(COLUMNS + VISIBLE + "and r.id = :id")
                .param("organization", caller.organization())
                .param("project", caller.project())
                .param("id", id)
                .query(Results::view)
                .optional();
    }

    private JdbcClient.StatementSpec filtered(String sql, Caller caller, ResultFilter filter) {
        return jdbc.sql(sql)
                .param("organization", caller.organization())
                .param("project", caller.project())
                .param("agent", filter.agent())
                .param("filterProject", filter.project())
                .param("search", filter.search())
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().wireName());
    }

    private static ResultView view(ResultSet row, int n) throws SQLException {
        return new ResultView(
                row.getLong("id"),
                row.getString("name"),
                row.getLong("agent_id"),
                row.getString("agent_name"),
                Status.of(row.getString("status")),
                row.getLong("total_runs_count"),
                row.getLong("completed_runs_count"),
                row.getLong("success_runs_count"),
                row.getLong("failed_runs_count"),
                row.getBigDecimal("success_rate"),
                row.getObject("created_at", OffsetDateTime.class),
                row.getObject("updated_at", OffsetDateTime.class));
    }
}
