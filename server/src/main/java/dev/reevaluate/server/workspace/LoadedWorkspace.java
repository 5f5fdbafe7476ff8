package dev.reevaluate.server.workspace;

import dev.reevaluate.server.SetupException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the database remembers of the documents that were loaded into it. */
@Repository
class LoadedWorkspace {

    private static final Logger log = LoggerFactory.getLogger(LoadedWorkspace.class);

    // Any number that nothing else on the database takes; "reeval" to whoever reads pg_locks.
    private static final long LOCK = 0x7265_6576_616cL;

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

    /**
     * Lets one server at a time load a document, until its transaction ends.
     *
     * @return whether there is nothing left to do, as another server has loaded the same document in the meantime
     */
    boolean isLoadedByAnotherMeanwhile(boolean demo, byte[] document) {
        Optional<String> before = version(demo, document);
        if (jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single()) {
            return false;
        }
        log.info("Waiting for another server, which is loading its workspace document");
        jdbc.sql("select true from pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
        Optional<String> after = version(demo, document);
        return after.isPresent() && !after.equals(before);
    }

    /** The document is loaded. */
    void remember(boolean demo, byte[] document) {
        jdbc.sql("""
                        insert into loaded_workspace (demo, document) values (:demo, :document)
                        on conflict (only_row) do update set demo = excluded.demo, document = excluded.document
                        """).param("demo", demo).param("document", document).update();
    }

    // Each load of the same document is another version of the row.
    private Optional<String> version(boolean demo, byte[] document) {
        return jdbc.sql("select xmin::text from loaded_workspace where demo = :demo and document = :document")
                .param("demo", demo)
                .param("document", document)
                .query(String.class)
                .optional();
    }
}
