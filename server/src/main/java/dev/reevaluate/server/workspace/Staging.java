package dev.reevaluate.server.workspace;

import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a document's entries in a temporary table, where the database itself can check their references and load each
 * list in one statement, in whatever order the document has them.
 */
@Component
class Staging {

    private static final int BATCH = 500;

    /** As JSON writes it: after a whole number of escaped backslashes. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    Staging(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Starts empty; gone with the transaction. */
    Writer open() {
        jdbc.sql("drop table if exists staged").update();
        jdbc.sql("create temporary table staged (section text, position integer, entry jsonb) on commit drop")
                .update();
        return new Writer();
    }

    /** Refuses an entry that appears twice in a list, and a reference to nothing. */
    void check(Section section) {
        jdbc.sql("""
                        select max(position) as position, entry ->> :identity as identity
                        from staged
                        where section = :section
                        group by 2
                        having count(*) > 1
                        limit 1
                        """)
                .param("identity", section.identity())
                .param("section", section.wireName())
                .query((row, n) -> BadWorkspaceException.at(
                        "%s[%d]".formatted(section.wireName(), row.getInt("position")),
                        section == Section.API_KEYS
                                ? "the key appears twice"
                                : "the id %s appears twice".formatted(row.getString("identity"))))
                .optional()
                .ifPresent(twice -> {
                    throw twice;
                });
        section.references().forEach((field, table) -> checkReference(section, field, table));
        if (section == Section.API_KEYS) {
            checkProjectsOfKeys();
        }
    }

    private void checkProjectsOfKeys() {
        jdbc.sql("""
                        select s.position, k.project, k.organization
                        from staged s, jsonb_to_record(s.entry) as k (project bigint, organization bigint)
                        join project p on p.id = k.project
                        where s.section = 'api_keys' and p.organization_id <> k.organization
                        order by s.position
                        limit 1
                        """)
                .query((row, n) -> BadWorkspaceException.at(
                        "api_keys[%d].project".formatted(row.getInt("position")),
                        "project %d is not of organization %d"
                                .formatted(row.getLong("project"), row.getLong("organization"))))
                .optional()
                .ifPresent(foreign -> {
                    throw foreign;
                });
    }

    private void checkReference(Section section, String field, String table) {
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
                        "%s[%d].%s".formatted(section.wireName(), row.getInt("position"), field),
                        "there is no %s %s".formatted(table, row.getString("id"))))
                .optional()
                .ifPresent(dangling -> {
                    throw dangling;
                });
    }

    /** Takes the entries, and writes them in batches. */
    final class Writer implements WorkspaceReader.EntryConsumer {

        private final List<Object[]> batch = new ArrayList<>();
        private long count;

        @Override
        public void accept(Section section, int position, JsonNode entry) {
            writeIdsAsIntegers(section, (ObjectNode) entry);
            String json = entry.toString();
            // The search first: it is fast, and nearly never finds anything.
            if (json.contains("\\u0000") && NUL.matcher(json).find()) {
                throw BadWorkspaceException.at(
                        "%s[%d]".formatted(section.wireName(), position), "PostgreSQL stores no text with a NUL in it");
            }
            batch.add(new Object[] {section.wireName(), position, json});
            count++;
            if (batch.size() == BATCH) {
                flush();
            }
        }

        /** Writes what is left, and tells how many entries there were. */
        long finish() {
            flush();
            jdbc.sql("create index on staged (section)").update();
            jdbc.sql("analyze staged").update();
            return count;
        }

        private void flush() {
            try {
                batches.batchUpdate("insert into staged values (?, ?, ?::jsonb)", batch, new int[] {
                    Types.VARCHAR, Types.INTEGER, Types.VARCHAR
                });
            } catch (DataIntegrityViolationException e) {
                // Its text would show what the document holds.
                throw BadWorkspaceException.at(
                        "%s[%s] and the %d entries before".formatted(last()[0], last()[1], batch.size() - 1),
                        "a text or number among them is not one that PostgreSQL can store");
            }
            batch.clear();
        }

        private Object[] last() {
            return batch.get(batch.size() - 1);
        }
    }

    // To JSON Schema 1.0 is an integer, to SQL it is none.
    private static void writeIdsAsIntegers(Section section, ObjectNode entry) {
        Stream.concat(Stream.of("id"), section.references().keySet().stream())
                .filter(entry::has)
                .forEach(field -> entry.set(field, asInteger(entry.path(field))));
    }

    private static JsonNode asInteger(JsonNode id) {
        if (id instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, asInteger(list.path(i)));
            }
        }
        return id.isBigDecimal() ? BigIntegerNode.valueOf(id.decimalValue().toBigIntegerExact()) : id;
    }
}
