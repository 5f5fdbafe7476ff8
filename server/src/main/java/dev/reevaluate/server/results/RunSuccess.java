package dev.reevaluate.server.results;

/** When a run is a success: it completed, and every binary metric that has a score passed. */
public final class RunSuccess {

    /** The rule, as an SQL expression on a row of the table {@code run}. */
    // Each score is found by its key, with a limit, whatever PostgreSQL believes of the table's size
    public static final String RULE = """
            (run.status = 'completed'
             and coalesce((select false from score where run_id = run.id and not passed limit 1), true))
            """;

    // Only where it changes: a run's row is wide
    private static final String KEEP = "update run set success = not success where success <> " + RULE;

    /** Says anew of the runs {@code :runs} whether each is a success. */
    public static final String OF_RUNS = KEEP + "and id = any(:runs)";

    /** Says anew of each run of the result {@code :result} whether it is a success. */
    static final String OF_RESULT = KEEP + "and result_id = :result";

    private RunSuccess() {}
}
