package dev.reevaluate.server.workspace;

import dev.reevaluate.server.Counted;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a document's entries in a temporary table, where the database itself can check their references, find those that
 * change anything, and load each list in one statement, in whatever order the document has them.
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
    Writer open(Progress progress) {
        jdbc.sql("drop table if exists staged").update();
        jdbc.sql(
                        "create temporary table staged (section text, position integer, id bigint, entry jsonb) on commit drop")
                .update();
        return new Writer(progress);
    }

    /** Takes the entries, and writes them in batches. */
    final class Writer implements Consumer<Entry> {

        private final Progress progress;
        private final List<Object[]> batch = new ArrayList<>();
        private long count;

        private Writer(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void accept(Entry read) {
            Section section = read.section();
            ObjectNode entry = read.content();
            writeIdsAsIntegers(section, entry);
            Storable.bounds(read).ifPresent(Writer::refuse);
            String json = entry.toString();
            Storable.text(read, json).ifPresent(Writer::refuse);
            batch.add(new Object[] {section.wireName(), read.position(), id(section, entry), json});
            count++;
            if (batch.size() == BATCH) {
                flush();
            }
        }

        /** Writes what is left, and tells how many entries there were. */
        long finish() {
            flush();
            jdbc.sql("create index on staged (section, position)").update();
            // All that the joins are planned by; the entries themselves are large.
            jdbc.sql("analyze staged (section, position, id)").update();
            return count;
        }

        private static void refuse(Mistake mistake) {
            throw BadWorkspaceException.of(mistake);
        }

        private void flush() {
            try {
                batches.batchUpdate("insert into staged values (?, ?, ?, ?::jsonb)", batch, new int[] {
                    Types.VARCHAR, Types.INTEGER, Types.BIGINT, Types.VARCHAR
                });
            } catch (DataIntegrityViolationException e) {
                // Its text would show what the document holds.
                throw BadWorkspaceException.at(
                        "%s[%s] and the %s before"
                                .formatted(last()[0], last()[1], Counted.of(batch.size() - 1, "entry")),
                        "a text or number among them is not one that PostgreSQL can store");
            }
            batch.clear();
            progress.report(Counted.of(count, "entry") + " read");
        }

        private Object[] last() {
            return batch.get(batch.size() - 1);
        }
    }

    // A key has none.
    private static @Nullable Long id(Section section, JsonNode entry) {
        JsonNode id = entry.path(section.joinedBy());
        return id.isMissingNode() ? null : id.asLong();
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
