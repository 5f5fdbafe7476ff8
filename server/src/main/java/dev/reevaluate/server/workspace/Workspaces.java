package dev.reevaluate.server.workspace;

import dev.reevaluate.server.AfterCommit;
import dev.reevaluate.server.PatientDataSource;
import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.credits.Ledger;
import dev.reevaluate.server.python.ProgramCheck;
import dev.reevaluate.server.python.PythonProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Loads workspace documents: all of one, or nothing. Loading the same one again changes nothing. */
@Service
public class Workspaces {

    private static final Logger log = LoggerFactory.getLogger(Workspaces.class);

    private final WorkspaceReader reader;
    private final Staging staging;
    private final StagedChecks checks;
    private final SectionLoads sections;
    private final ResultsAndRuns resultsAndRuns;
    private final LoadedWorkspace loaded;
    private final JdbcClient jdbc;
    private final JdbcTemplate jdbcTemplate;
    private final Ledger ledger;
    private final ObjectProvider<ProgramCheck> programs;

    Workspaces(
            WorkspaceReader reader,
            Staging staging,
            StagedChecks checks,
            SectionLoads sections,
            ResultsAndRuns resultsAndRuns,
            LoadedWorkspace loaded,
            JdbcClient jdbc,
            JdbcTemplate jdbcTemplate,
            Ledger ledger,
            ObjectProvider<ProgramCheck> programs) {
        this.reader = reader;
        this.staging = staging;
        this.checks = checks;
        this.sections = sections;
        this.resultsAndRuns = resultsAndRuns;
        this.loaded = loaded;
        this.jdbc = jdbc;
        this.jdbcTemplate = jdbcTemplate;
        this.ledger = ledger;
        this.programs = programs;
    }

    /**
     * Adds or updates, by id, everything the document says. What the server itself has written stays: credits that were
     * spent, scores, and the state of a result that was re-evaluated. One server at a time loads; one that waited for
     * another to load the same document has nothing left to do.
     *
     * @throws BadWorkspaceException when the document is refused; then nothing of it is loaded
     * @throws SetupException when the database holds the demo; then nothing is loaded either
     */
    @Transactional
    public void load(Resource document) {
        load(document, false, new Log(document));
    }

    /** As {@link #load(Resource)}, telling how it goes on. */
    @Transactional
    public void load(Resource document, LoadListener listener) {
        load(document, false, listener);
    }

    /** Loads the document, and undoes it in the end: what that would change is known exactly, and refused if it has to be. */
    @Transactional
    public void dryRun(Resource document, LoadListener listener) {
        load(document, false, listener);
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
    }

    /**
     * Loads the demo, as any other document.
     *
     * @throws SetupException when the database holds other data
     */
    @Transactional
    public void loadDemo() {
        Resource demo = new ClassPathResource("demo/workspace.yaml");
        load(demo, true, new Log(demo));
    }

    /** Returns whether no document was ever loaded. */
    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return loaded.isEmpty();
    }

    private void load(Resource document, boolean demo, LoadListener listener) {
        PatientDataSource.inThisTransaction(jdbcTemplate);
        byte[] digest = DocumentDigest.of(document);
        if (loaded.isLoadedByAnotherMeanwhile(demo, digest)) {
            log.info("Another server has just loaded {}", document.getFilename());
            return;
        }
        loaded.admit(demo);
        Progress progress = new Progress(listener::progress);
        Staging.Writer writer = staging.open(progress);
        List<PythonProgram> code = new ArrayList<>();
        reader.read(document, entry -> {
            writer.accept(entry);
            code.addAll(MetricPrograms.in(entry).values());
        });
        writer.finish();
        for (Section section : Section.values()) {
            checks.identities(section);
        }
        if (!demo) {
            checks.keys();
            checkOnceCommitted(code);
        }
        List<Changes.OfList> before = sections.load();
        listener.changes(new Changes(
                Stream.concat(before.stream(), resultsAndRuns.compare(progress).stream())
                        .filter(list -> list.total() > 0)
                        .toList(),
                sections.otherKeys()));
        resultsAndRuns.load(progress);
        grant();
        loaded.remember(demo, digest);
    }

    // Nobody waits for that, and nothing fails by it.
    private void checkOnceCommitted(List<PythonProgram> code) {
        AfterCommit.run(() -> programs.ifAvailable(check -> check.start(code)));
    }

    // Organizations last, as workers and requests lock them last.
    private void grant() {
        jdbc.sql(Upserts.NAMES_OF_ORGANIZATIONS).update();
        jdbc.sql("""
                        select s.position, s.id, (s.entry ->> 'balance')::numeric as balance,
                               case when o.granted = 0 and o.balance = 0
                                      and not exists (select from ledger_entry where organization_id = o.id)
                                    then coalesce((s.entry ->> 'used')::numeric, 0) else 0 end as used
                        from staged s
                        join organization o on o.id = s.id
                        where s.section = 'organizations' and o.granted <> (s.entry ->> 'balance')::numeric
                        order by s.id
                        """)
                .query((row, n) -> new Grant(
                        row.getInt("position"),
                        row.getLong("id"),
                        new Credits(row.getBigDecimal("balance")),
                        new Credits(row.getBigDecimal("used"))))
                .list()
                .forEach(grant -> {
                    if (!ledger.grantInTotal(grant.organization(), grant.total())) {
                        throw grant.refused("balance", "less than what the organization has already used");
                    }
                    if (!ledger.chargeEarlier(grant.organization(), grant.used())) {
                        throw grant.refused("used", "more than the balance that was granted");
                    }
                });
    }

    /** What the document grants; and what was used of it before, by an organization that is new here. */
    private record Grant(int position, long organization, Credits total, Credits used) {

        BadWorkspaceException refused(String field, String reason) {
            return BadWorkspaceException.at("organizations[%s].%s".formatted(position, field), reason);
        }
    }

    /** What a server says of a load. */
    private record Log(Resource document) implements LoadListener {

        @Override
        public void changes(Changes changes) {
            log.info(
                    "Loading {}, entries: {} new, {} changed, {} as they were",
                    document.getFilename(),
                    sum(changes, Changes.OfList::added),
                    sum(changes, Changes.OfList::changed),
                    sum(changes, Changes.OfList::unchanged));
        }

        private static long sum(Changes changes, ToLongFunction<Changes.OfList> count) {
            return changes.lists().stream().mapToLong(count).sum();
        }

        @Override
        public void progress(String state) {
            log.info("Loading {}: {}", document.getFilename(), state);
        }
    }
}
