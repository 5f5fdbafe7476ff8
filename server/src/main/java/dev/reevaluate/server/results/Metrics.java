package dev.reevaluate.server.results;

import static java.util.Objects.requireNonNull;

import dev.reevaluate.server.access.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The metrics that exist for a caller. */
@Repository
public class Metrics {

    private final JdbcClient jdbc;

    Metrics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the metrics by ascending id, only those of the agent or project where one is given. */
    public List<MetricView> list(Caller caller, @Nullable Long agent, @Nullable Long project) {
        return jdbc.sql("""
                        select m.id, m.project_id, m.name, m.kind, m.eval_type, m.function_name, m.configuration, m.prompt,
                               m.enum_values, m.simulation_enabled, m.cost,
                               array(select e.agent_id from metric_agent e where e.metric_id = m.id order by e.agent_id) as agents
                        from metric m
                        join project p on p.id = m.project_id
                        where p.organization_id = :organization
                          and (:project::bigint is null or p.id = :project)
                          and (:filterProject::bigint is null or p.id = :filterProject)
                          and (:agent::bigint is null
                               or exists (select from metric_agent e where e.metric_id = m.id and e.agent_id = :agent))
                        order by m.id
                        """)
                .param("organization", caller.organization())
                .param("project", caller.project())
                .param("filterProject", project)
                .param("agent", agent)
                .query((row, n) -> new MetricView(
                        row.getLong("id"),
                        row.getLong("project_id"),
                        row.getString("name"),
                        row.getString("kind"),
                        row.getString("eval_type"),
                        row.getString("function_name"),
                        requireNonNull(JsonColumns.object(row, "configuration")),
                        row.getString("prompt"),
                        JsonColumns.list(row, "enum_values"),
                        row.getBoolean("simulation_enabled"),
                        row.getBigDecimal("cost"),
                        List.of((Long[]) row.getArray("agents").getArray())))
                .list();
    }
}
