package dev.reevaluate.server.workspace;

import dev.reevaluate.server.SetupException;
import dev.reevaluate.server.access.ApiKeys;
import dev.reevaluate.server.access.NewKey;
import dev.reevaluate.server.credits.Credits;
import dev.reevaluate.server.credits.Ledger;
import dev.reevaluate.server.results.ResultStates;
import java.math.BigDecimal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Loads workspace documents: all of one, or nothing. Loading the same one again changes nothing. */
@Service
public class Workspaces {

    private static final Logger log = LoggerFactory.getLogger(Workspaces.class);

    private final WorkspaceReader reader;
    private final Staging staging;
    private final LoadedWorkspace loaded;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ApiKeys keys;
    private final ResultStates results;

    Workspaces(
            WorkspaceReader reader,
            Staging staging,
            LoadedWorkspace loaded,
            JdbcClient jdbc,
            Ledger ledger,
            ApiKeys keys,
            ResultStates results) {
        this.reader = reader;
        this.staging = staging;
        this.loaded = loaded;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.keys = keys;
        this.results = results;
    }

    /**
     * Adds or updates, by id, everything the document says. What the server itself has written stays: credits that were
     * spent, scores, and the state of a result that was re-evaluated.
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

    private void load(Resource document, boolean demo) {
        loaded.admit(demo);
        Staging.Writer writer = staging.open();
        reader.read(document, writer);
        long entries = writer.finish();
        lockResults();
        for (Section section : Section.values()) {
            staging.check(section);
            if (section == Section.API_KEYS && !demo) {
                checkKeys();
            }
            upsert(section);
        }
        loaded.remember(demo);
        recountResults();
        grant();
        log.info("Loaded {} entries of {}", entries, document.getFilename());
    }

    /** Whether no document was ever loaded. */
    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return loaded.isEmpty();
    }

    private void upsert(Section section) {
        try {
            upsertStaged(section);
        } catch (DataIntegrityViolationException e) {
            // Its text would show what the document holds.
            throw BadWorkspaceException.at(section.wireName(), "holds a value that PostgreSQL can't store");
        }
    }

    private void upsertStaged(Section section) {
        switch (section) {
            case ORGANIZATIONS -> jdbc.sql(Upserts.NEW_ORGANIZATIONS).update();
            case API_KEYS -> upsertKeys();
            case METRICS -> {
                jdbc.sql(Upserts.METRICS).update();
                jdbc.sql(Upserts.FORGET_SCOPES).update();
                jdbc.sql(Upserts.SCOPES).update();
            }
            case PROJECTS -> jdbc.sql(Upserts.PROJECTS).update();
            case AGENTS -> jdbc.sql(Upserts.AGENTS).update();
            case RESULTS -> jdbc.sql(Upserts.RESULTS).update();
            case RUNS -> jdbc.sql(Upserts.RUNS).update();
        }
    }

    // Workers and requests lock results first, then runs, organizations last. So does a load, or one would wait for the
    // other: here the results, and what it does to organizations at the end.
    private void lockResults() {
        jdbc.sql("""
                        select id from result
                        where id in (select (entry ->> 'id')::bigint from staged where section = 'results'
                                     union all
                                     select (entry ->> 'result')::bigint from staged where section = 'runs')
                        order by id
                        for no key update
                        """).query(Long.class).list();
    }

    private void grant() {
        jdbc.sql(Upserts.NAMES_OF_ORGANIZATIONS).update();
        jdbc.sql("""
                        select position, (entry ->> 'id')::bigint as id, (entry ->> 'balance')::numeric as balance
                        from staged
                        where section = 'organizations' and entry -> 'balance' is not null
                        order by id
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

    private void checkKeys() {
        jdbc.sql("select position, entry ->> 'key' as key from staged where section = 'api_keys' order by position")
                .query(row -> {
                    String place = "api_keys[%d].key".formatted(row.getInt("position"));
                    NewKey.objection(row.getString("key")).ifPresent(reason -> {
                        throw BadWorkspaceException.at(place, reason);
                    });
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

    private void recountResults() {
        results.recount(jdbc.sql("""
                        select (entry ->> 'id')::bigint from staged where section = 'results'
                        union
                        select (entry ->> 'result')::bigint from staged where section = 'runs'
                        """).query(Long.class).list());
    }

    private record Grant(int position, long organization, BigDecimal total) {}
}
