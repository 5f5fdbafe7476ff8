package dev.reevaluate.server.results;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The states a result goes through: running while any evaluation is owed, then completed or failed. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class ResultStates {

    private static final String AGGREGATES = """
            total_runs_count = counts.total,
            completed_runs_count = counts.completed,
            success_runs_count = counts.success,
            failed_runs_count = counts.failed,
            success_rate = case when counts.completed = 0 then 0
                                else round(100.0 * counts.success / counts.completed, 2) end
            """;

    private static final String COUNTS = """
            from (select r.id,
                         count(u.id) as total,
                         count(u.id) filter (where u.status = 'completed') as completed,
                         count(u.id) filter (where u.status = 'completed' and u.success) as success,
                         count(u.id) filter (where u.status = 'failed') as failed
                  from result r
                  left join run u on u.result_id = r.id and not u.deleted
                  where r.id = any(:ids)
                  group by r.id) counts
            where result.id = counts.id
            """;

    private final JdbcClient jdbc;

    ResultStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Work was added to the results: from now on their states are the server's, and no document sets them back. */
    public void turnToRunning(Collection<Long> ids) {
        jdbc.sql("update result set status = 'running', reevaluated = true, updated_at = now() where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    /** Keeps requests from adding work to the result, until the transaction ends. */
    public void lock(long id) {
        jdbc.sql("select id from result where id = ? for no key update")
                .param(id)
                .query(Long.class)
                .single();
    }

    /**
     * The last evaluation of the result, which is locked, has ended: it is completed once any run completed, else failed.
     */
    // Two slices that wrote scores of one run at once have each not seen the other's: under the lock all are seen
    public void complete(long id) {
        jdbc.sql(RunSuccess.OF_RESULT).param("result", id).update();
        jdbc.sql("update result set status = case when counts.completed > 0 then 'completed' else 'failed' end, "
                        + "updated_at = now(), " + AGGREGATES + COUNTS)
                .param("ids", new Long[] {id})
                .update();
    }

    /** Counts the runs of the results anew, and writes the counts that differ; their states stay. */
    public void recount(Collection<Long> ids) {
        jdbc.sql("update result set " + AGGREGATES + COUNTS + """
                        and (total_runs_count, completed_runs_count, success_runs_count, failed_runs_count)
                            is distinct from (counts.total, counts.completed, counts.success, counts.failed)
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }
}
