package dev.reevaluate.server.workspace;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.access.ApiKeys;
import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.credits.Ledger;
import dev.reevaluate.server.python.ProgramCheck;
import dev.reevaluate.server.python.PythonProgram;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Loads workspace documents: all of one, or nothing. Loading the same one again changes nothing. */
@Service
public class Workspaces {

    private static final Logger log = LoggerFactory.getLogger(Workspaces.class);

    private static final List<Section> BEFORE_RESULTS =
            List.of(Section.ORGANIZATIONS, Section.PROJECTS, Section.API_KEYS, Section.AGENTS, Section.METRICS);

    private final WorkspaceReader reader;
    private final Staging staging;
    private final StagedChecks checks;
    private final ProgramCheck programs;
    private final ResultsAndRuns resultsAndRuns;
    private final LoadedWorkspace loaded;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ApiKeys keys;
    private final Clock clock;

    Workspaces(
            WorkspaceReader reader,
            Staging staging,
            StagedChecks checks,
            ProgramCheck programs,
            ResultsAndRuns resultsAndRuns,
            LoadedWorkspace loaded,
            JdbcClient jdbc,
            Ledger ledger,
            ApiKeys keys,
            Clock clock) {
        this.reader = reader;
        this.staging = staging;
        this.checks = checks;
        this.programs = programs;
        this.resultsAndRuns = resultsAndRuns;
        this.loaded = loaded;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
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
        load(document, false);
    }

    /**
     * Loads the demo, as any other document.
     *
     * @throws SetupException when the database holds other data
     */
    @Transactional
    public void loadDemo() {
        load(new ClassPathResource("demo/workspace.yaml"), true);
    }

    /** Whether no document was ever loaded. */
    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return loaded.isEmpty();
    }

    private void load(Resource document, boolean demo) {
        byte[] digest = DocumentDigest.of(document);
        if (loaded.isLoadedByAnotherMeanwhile(demo, digest)) {
            log.info("Another server has just loaded {}", document.getFilename());
            return;
        }
        loaded.admit(demo);
        Progress progress = new Progress(String.valueOf(document.getFilename()), clock);
        Staging.Writer writer = staging.open(progress);
        List<PythonProgram> code = new ArrayList<>();
        reader.read(document, entry -> {
            writer.accept(entry);
            code.addAll(MetricPrograms.in(entry).values());
        });
        long entries = writer.finish();
        for (Section section : Section.values()) {
            checks.identities(section);
        }
        if (!demo) {
            checks.keys();
        }
        for (Section section : BEFORE_RESULTS) {
            checks.references(section);
            SectionWrite.run(section, () -> upsert(section));
        }
        if (!demo) {
            checkOnceCommitted(code);
        }
        resultsAndRuns.load(progress);
        grant();
        loaded.remember(demo, digest);
        log.info("Loaded {} entries of {}", entries, document.getFilename());
    }

    // Nobody waits for that, and nothing fails by it.
    private void checkOnceCommitted(List<PythonProgram> code) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                programs.start(code);
            }
        });
    }

    private void upsert(Section section) {
        switch (section) {
            case ORGANIZATIONS -> jdbc.sql(Upserts.NEW_ORGANIZATIONS).update();
            case PROJECTS -> jdbc.sql(Upserts.PROJECTS).update();
            case API_KEYS -> upsertKeys();
            case AGENTS -> jdbc.sql(Upserts.AGENTS).update();
            case METRICS -> {
                jdbc.sql(Upserts.METRICS).update();
                jdbc.sql(Upserts.FORGET_SCOPES).update();
                jdbc.sql(Upserts.SCOPES).update();
            }
            case RESULTS, RUNS -> throw new IllegalArgumentException(section + " are loaded after all others");
        }
    }

    // Organizations last, as workers and requests lock them last.
    private void grant() {
        jdbc.sql(Upserts.NAMES_OF_ORGANIZATIONS).update();
        jdbc.sql("""
                        select s.position, s.id, (s.entry ->> 'balance')::numeric as balance
                        from staged s
                        join organization o on o.id = s.id
                        where s.section = 'organizations' and o.granted <> (s.entry ->> 'balance')::numeric
                        order by s.id
                        """)
                .query((row, n) -> new Grant(row.getInt("position"), row.getLong("id"), row.getBigDecimal("balance")))
                .list()
                .forEach(grant -> {
                    if (!ledger.grantInTotal(grant.organization(), new Credits(grant.total()))) {
                        throw BadWorkspaceException.at(
                                "organizations[%d].balance".formatted(grant.position()),
                                "less than what the organization has already used");
                    }
                });
    }

    private void upsertKeys() {
        jdbc.sql("""
                        select k.key, k.organization, k.project, coalesce(k.read_only, false) as read_only
                        from staged s,
                             jsonb_to_record(s.entry) as k (key text, organization bigint, project bigint, read_only boolean)
                        where s.section = 'api_keys'
                        """).query(row -> {
            keys.save(
                    row.getString("key"),
                    row.getLong("organization"),
                    row.getObject("project", Long.class),
                    row.getBoolean("read_only"));
        });
    }

    private record Grant(int position, long organization, BigDecimal total) {}
}
