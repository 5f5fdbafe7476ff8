package dev.reevaluate.server.bulk;

import dev.reevaluate.server.access.Caller;
import dev.reevaluate.server.bulk.Refusal.MetricAndAgent;
import dev.reevaluate.server.bulk.Refusal.OutOfScope;
import dev.reevaluate.server.evaluation.MetricKind;
import dev.reevaluate.server.work.Lane;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what a bulk request selects: results, metrics, scope, eligible runs. */
@Repository
class Selections {

    private static final int MOST_PAIRS = 100;

    private static final String RESULTS = """
            select r.id, r.agent_id, p.id
            from result r
            join agent a on a.id = r.agent_id
            join project p on p.id = a.project_id
            where r.id = any(:ids)
              and p.organization_id = :organization
              and (:project::bigint is null or p.id = :project)
            order by r.id
            """;

    private final JdbcClient jdbc;

    Selections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the results that exist for the caller, in the order of their ids. */
    List<SelectedResult> results(Caller caller, Collection<Long> ids) {
        return results(RESULTS, caller, ids);
    }

    /**
     * Returns the results that exist for the caller, locked: until this transaction ends no other request owes their runs,
     * and none of them completes. In the order of ids, so that two requests for the same results can't wait for each other.
     */
    List<SelectedResult> lockResults(Caller caller, Collection<Long> ids) {
        return results(RESULTS + "for no key update of r", caller, ids);
    }

    private List<SelectedResult> results(String sql, Caller caller, Collection<Long> ids) {
        return jdbc.sql(sql)
                .param("ids", ids.toArray(Long[]::new))
                .param("organization", caller.organization())
                .param("project", caller.project())
                .query((row, n) -> new SelectedResult(row.getLong(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    /** Returns the metrics that exist for the caller, in the order of their ids, and whether each is in scope of all the agents. */
    List<SelectedMetric> metrics(Caller caller, Collection<Long> ids, Collection<Long> agents) {
        return jdbc.sql("""
                        select m.id, m.name, m.cost, m.kind, m.trigger_kind,
                               m.simulation_enabled
                               and cardinality(:agents::bigint[]) = (
                                 select count(*)
                                 from metric_agent e
                                 join agent a on a.id = e.agent_id
                                 where e.metric_id = m.id and a.id = any(:agents) and a.project_id = m.project_id)
                        from metric m
                        join project p on p.id = m.project_id
                        where m.id = any(:ids)
                          and p.organization_id = :organization
                          and (:project::bigint is null or p.id = :project)
                        order by m.id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .param("agents", agents.toArray(Long[]::new))
                .param("organization", caller.organization())
                .param("project", caller.project())
                .query((row, n) -> {
                    MetricKind kind = MetricKind.of(row.getString(4));
                    return new SelectedMetric(
                            row.getLong(1),
                            row.getString(2),
                            row.getBigDecimal(3),
                            Lane.of(kind, row.getString(5) != null),
                            kind == MetricKind.CUSTOM_CODE
                                    || MetricKind.CUSTOM_CODE.wireName().equals(row.getString(5)),
                            row.getBoolean(6));
                })
                .list();
    }

    /**
     * Returns the pairs of a metric and an agent where the metric is not in the agent's scope, metrics in the given order: the first
     * of them, as there may be a million, and how many others there are.
     */
    OutOfScope outOfScope(Collection<Long> metrics, Collection<Long> agents) {
        List<OneOf> first = jdbc.sql("""
                        select m.id, a.id, count(*) over ()
                        from unnest(:metrics::bigint[]) with ordinality requested (id, position)
                        join metric m using (id)
                        cross join agent a
                        where a.id = any(:agents)
                          and not (m.simulation_enabled
                                   and m.project_id = a.project_id
                                   and exists (select from metric_agent e where e.metric_id = m.id and e.agent_id = a.id))
                        order by requested.position, a.id
                        limit :most
                        """)
                .param("metrics", metrics.toArray(Long[]::new))
                .param("agents", agents.toArray(Long[]::new))
                .param("most", MOST_PAIRS)
                .query((row, n) -> new OneOf(new MetricAndAgent(row.getLong(1), row.getLong(2)), row.getLong(3)))
                .list();
        return new OutOfScope(
                first.stream().map(OneOf::pair).toList(),
                first.isEmpty() ? 0 : first.get(0).all() - first.size());
    }

    /** Returns the completed or failed, non-deleted runs of each result that has any. */
    Map<Long, List<Long>> eligibleRuns(Collection<Long> results) {
        Map<Long, List<Long>> runs = new LinkedHashMap<>();
        jdbc.sql("""
                        select result_id, array_agg(id order by id)
                        from run
                        where result_id = any(:results) and status in ('completed', 'failed') and not deleted
                        group by result_id
                        order by result_id
                        """).param("results", results.toArray(Long[]::new)).query(row -> {
            runs.put(row.getLong(1), List.of((Long[]) row.getArray(2).getArray()));
        });
        return runs;
    }

    private record OneOf(MetricAndAgent pair, long all) {}
}
