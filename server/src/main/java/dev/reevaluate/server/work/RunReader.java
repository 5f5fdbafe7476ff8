package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.RunToEvaluate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads runs as evaluators need them. */
@Repository
class RunReader {

    private final JdbcClient jdbc;

    RunReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the runs with the ids, in their order. */
    List<RunToEvaluate> inOrder(List<Long> ids) {
        return jdbc.sql("""
                        select id, transcript_object, recording_data
                        from run
                        where id = any(:ids)
                        order by array_position(:ids, id)
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> new RunToEvaluate(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
    }
}
