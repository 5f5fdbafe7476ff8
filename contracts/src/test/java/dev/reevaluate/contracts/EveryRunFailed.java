package dev.reevaluate.contracts;

import org.junit.jupiter.api.BeforeAll;

/** A story in which no run of result 105 is completed, however often they are evaluated. */
public abstract class EveryRunFailed extends Story {

    @BeforeAll
    void letTheRunsFail() {
        jdbc.sql("update run set status = 'failed', success = false where result_id = 105 and status = 'completed'")
                .update();
        jdbc.sql("""
                        update result
                        set completed_runs_count = 0, success_runs_count = 0, success_rate = 0,
                            failed_runs_count = failed_runs_count + completed_runs_count
                        where id = 105
                        """).update();
    }
}
