package dev.reevaluate.server.workspace;

import dev.reevaluate.server.access.NewKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of the staged entries the schema can't see: that ids differ, that references lead somewhere, that keys are good. */
@Component
class StagedChecks {

    private final JdbcClient jdbc;

    StagedChecks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Refuses an entry that appears twice in a list. */
    void identities(Section section) {
        jdbc.sql("""
                        select max(position) as position, %s as identity
                        from staged
                        where section = :section
                        group by 2
                        having count(*) > 1
                        limit 1
                        """.formatted(section.identity()))
                .param("section", section.wireName())
                .query((row, n) -> BadWorkspaceException.at(
                        "%s[%s]".formatted(section.wireName(), row.getInt("position")),
                        section.appearsTwice(row.getString("identity"))))
                .optional()
                .ifPresent(twice -> {
                    throw twice;
                });
    }

    /** Refuses a reference to what is neither in the database nor loaded before. */
    void references(Section section) {
        section.references().forEach((field, target) -> reference(section, field, target.table()));
        if (section == Section.API_KEYS) {
            projectsOfKeys();
        }
    }

    /** Refuses a key that could be guessed. */
    void keys() {
        jdbc.sql("""
                        select position, entry ->> 'key' as key, entry ->> 'key_sha256' as hash
                        from staged
                        where section = 'api_keys'
                        order by position
                        """).query(row -> {
            String place = "api_keys[%s].%s"
                    .formatted(row.getInt("position"), row.getString("key") == null ? "key_sha256" : "key");
            NewKey.objection(row.getString("key"), row.getString("hash")).ifPresent(reason -> {
                throw BadWorkspaceException.at(place, reason);
            });
        });
    }

    private void projectsOfKeys() {
        jdbc.sql("""
                        select s.position, k.project, k.organization
                        from staged s, jsonb_to_record(s.entry) as k (project bigint, organization bigint)
                        join project p on p.id = k.project
                        where s.section = 'api_keys' and p.organization_id <> k.organization
                        order by s.position
                        limit 1
                        """)
                .query((row, n) -> BadWorkspaceException.at(
                        "api_keys[%s].project".formatted(row.getInt("position")),
                        "project %s is not of organization %s"
                                .formatted(row.getLong("project"), row.getLong("organization"))))
                .optional()
                .ifPresent(foreign -> {
                    throw foreign;
                });
    }

    private void reference(Section section, String field, String table) {
        jdbc.sql("""
                        select s.position, reference.id
                        from staged s
                        cross join lateral jsonb_array_elements_text(
                          case jsonb_typeof(s.entry -> :field)
                            when 'array' then s.entry -> :field
                            when 'number' then jsonb_build_array(s.entry -> :field)
                            else '[]'
                          end) as reference (id)
                        where s.section = :section
                          and not exists (select from %s t where t.id = reference.id::bigint)
                        order by s.position
                        limit 1
                        """.formatted(table))
                .param("field", field)
                .param("section", section.wireName())
                .query((row, n) -> BadWorkspaceException.at(
                        "%s[%s].%s".formatted(section.wireName(), row.getInt("position"), field),
                        "there is no %s %s".formatted(table, row.getString("id"))))
                .optional()
                .ifPresent(dangling -> {
                    throw dangling;
                });
    }
}
