package dev.reevaluate.server.workspace;

import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Holds a document's entries in a temporary table, where the database itself can check their references and load each
 * list in one statement, in whatever order the document has them.
 */
@Component
class Staging {

    private static final int BATCH = 500;

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

    /** Refuses an id that appears twice in a list, and one that nothing has. */
    void check(Section section) {
        jdbc.sql("""
                        select max(position) as position, entry ->> 'id' as id
                        from staged
                        where section = :section and entry -> 'id' is not null
                        group by entry ->> 'id'
                        having count(*) > 1
                        limit 1
                        """)
                .param("section", section.wireName())
                .query((row, n) -> BadWorkspaceException.at(
                        "%s[%d]".formatted(section.wireName(), row.getInt("position")),
                        "the id %s appears twice".formatted(row.getString("id"))))
                .optional()
                .ifPresent(twice -> {
                    throw twice;
                });
        section.references().forEach((field, table) -> checkReference(section, field, table));
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
            batch.add(new Object[] {section.wireName(), position, entry.toString()});
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
            batches.batchUpdate("insert into staged values (?, ?, ?::jsonb)", batch, new int[] {
                Types.VARCHAR, Types.INTEGER, Types.VARCHAR
            });
            batch.clear();
        }
    }
}
