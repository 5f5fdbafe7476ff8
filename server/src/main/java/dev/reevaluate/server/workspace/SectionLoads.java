package dev.reevaluate.server.workspace;

import dev.reevaluate.server.workspace.Changes.OfList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Brings the staged entries that nothing waits for into the database, list by list, and counts what that changes. */
@Component
class SectionLoads {

    private static final List<Section> BEFORE_RESULTS =
            List.of(Section.ORGANIZATIONS, Section.PROJECTS, Section.API_KEYS, Section.AGENTS, Section.METRICS);

    private final JdbcClient jdbc;
    private final StagedChecks checks;

    SectionLoads(JdbcClient jdbc, StagedChecks checks) {
        this.jdbc = jdbc;
        this.checks = checks;
    }

    List<OfList> load() {
        List<OfList> changes = new ArrayList<>();
        for (Section section : BEFORE_RESULTS) {
            checks.references(section);
            long known = known(section);
            SectionWrite.run(section, () -> changes.add(change(section, known, written(section))));
        }
        return changes;
    }

    /** Keys that stay, though the document, which lists keys of the same organization, does not have them. */
    List<String> otherKeys() {
        return jdbc.sql(Upserts.OTHER_KEYS).query(String.class).list();
    }

    private OfList change(Section section, long known, long written) {
        long all = jdbc.sql("select count(*) from staged where section = :section")
                .param("section", section.wireName())
                .query(Long.class)
                .single();
        long added = all - known;
        long changed = section == Section.ORGANIZATIONS ? written : written - added;
        return new OfList(section.wireName(), added, changed, known - changed);
    }

    private long known(Section section) {
        return jdbc.sql(
                        section == Section.API_KEYS
                                ? "select count(*) from (%s) k join api_key using (hash)".formatted(Upserts.KEY_ENTRIES)
                                : "select count(*) from staged s join %s t on t.id = s.id where s.section = '%s'"
                                        .formatted(section.table(), section.wireName()))
                .query(Long.class)
                .single();
    }

    private long written(Section section) {
        return switch (section) {
            case ORGANIZATIONS -> organizations();
            case PROJECTS -> jdbc.sql(Upserts.PROJECTS).update();
            case API_KEYS -> jdbc.sql(Upserts.API_KEYS).update();
            case AGENTS -> jdbc.sql(Upserts.AGENTS).update();
            case METRICS -> metrics();
            case RESULTS, RUNS, SCORES -> throw new IllegalArgumentException(section + " are loaded after all others");
        };
    }

    // Those that are there already are changed last: see Workspaces
    private long organizations() {
        long changed = jdbc.sql(Upserts.CHANGED_ORGANIZATIONS).query(Long.class).single();
        jdbc.sql(Upserts.NEW_ORGANIZATIONS).update();
        return changed;
    }

    private long metrics() {
        Set<Long> changed = new HashSet<>();
        for (String statement : List.of(
                Upserts.METRICS + " returning id",
                Upserts.FORGET_SCOPES + " returning metric_agent.metric_id",
                Upserts.SCOPES + " returning metric_id")) {
            changed.addAll(jdbc.sql(statement).query(Long.class).list());
        }
        return changed.size();
    }
}
