package dev.reevaluate.server.workspace;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes the workspace as a document that can be loaded again, entry by entry, so that its size is no matter. */
@Component
public class WorkspaceExport {

    private static final int FETCHED_AT_ONCE = 500;

    private static final ObjectMapper ENTRIES = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .disable(YAMLWriteFeature.SPLIT_LINES)
                    .build())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final JdbcClient jdbc;
    private final LoadedWorkspace loaded;

    WorkspaceExport(JdbcClient jdbc, LoadedWorkspace loaded) {
        this.jdbc = jdbc;
        this.loaded = loaded;
    }

    /** Writes the document, as all of it is at one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Exported write(Writer target, boolean json) {
        boolean demo = loaded.isDemo();
        List<String> counts = new ArrayList<>();
        try (JsonGenerator generator = (json ? JSON : YAML).createGenerator(target)) {
            generator.writeStartObject();
            for (Map.Entry<Section, String> list : Exports.LISTS.entrySet()) {
                // Everybody knows the keys of the demo: no document takes them elsewhere
                if (!(demo && list.getKey() == Section.API_KEYS)) {
                    counts.add(list.getKey().counted(write(generator, list.getKey(), list.getValue())));
                }
            }
            generator.writeEndObject();
        }
        long running = jdbc.sql("select count(distinct result_id) from slice where finished_at is null")
                .query(Long.class)
                .single();
        return new Exported(counts, demo, running);
    }

    private long write(JsonGenerator generator, Section section, String query) {
        long[] count = {0};
        generator.writeName(section.wireName());
        generator.writeStartArray();
        jdbc.sql("select row_to_json(e)::text from (%s) e".formatted(query))
                .withFetchSize(FETCHED_AT_ONCE)
                .query(row -> {
                    generator.writeTree(withoutNulls(ENTRIES.readTree(row.getString(1))));
                    count[0]++;
                });
        generator.writeEndArray();
        return count[0];
    }

    // Of the entry; what it holds is written as it is
    private static JsonNode withoutNulls(JsonNode entry) {
        ObjectNode given = ((ObjectNode) entry).objectNode();
        entry.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                given.set(field.getKey(), field.getValue());
            }
        });
        return given;
    }

    /**
     * What was written.
     *
     * @param lists how many entries of each
     * @param demo whether it is the demo, whose keys were left out
     * @param running results that are being re-evaluated: their scores are those of before
     */
    public record Exported(List<String> lists, boolean demo, long running) {}
}
