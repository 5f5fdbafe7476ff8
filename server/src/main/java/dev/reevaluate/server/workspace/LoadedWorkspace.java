package dev.reevaluate.server.workspace;

import dev.reevaluate.server.SetupException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the database remembers of the documents that were loaded into it. */
@Repository
class LoadedWorkspace {

    private final JdbcClient jdbc;

    LoadedWorkspace(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isEmpty() {
        return jdbc.sql("""
                        select not exists (select from organization) and not exists (select from loaded_workspace)
                        """).query(Boolean.class).single();
    }

    boolean isDemo() {
        return jdbc.sql("select exists (select from loaded_workspace where demo)")
                .query(Boolean.class)
                .single();
    }

    /**
     * Keeps the demo, whose keys everybody knows, from ever sharing a database with other data.
     *
     * @throws SetupException when the other of the two is loaded already
     */
    void admit(boolean demo) {
        if (demo && !isEmpty() && !isDemo()) {
            throw new SetupException(
                    "The database holds other data, and the demo workspace is never loaded beside it.",
                    "Start the demo on a directory of its own, with --reevaluate.data-dir=DIR.");
        }
        if (!demo && isDemo()) {
            throw new SetupException(
                    "The database holds the demo workspace, whose keys everybody knows. No other document is loaded"
                            + " beside it, and nothing was changed.",
                    "Start on another directory with --reevaluate.data-dir=DIR, or stop the server and delete the"
                            + " directory of the demo (./data unless you named another).");
        }
    }

    void remember(boolean demo) {
        jdbc.sql("""
                        insert into loaded_workspace (demo) values (:demo)
                        on conflict (only_row) do update set demo = excluded.demo
                        where loaded_workspace.demo <> excluded.demo
                        """).param("demo", demo).update();
    }
}
