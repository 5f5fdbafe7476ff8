package dev.reevaluate.server.results;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code jsonb} columns as plain collections, decimals exact. */
final class JsonColumns {

    // Whatever an earlier version let in is shown
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1_000)
                            .maxNumberLength(200_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    // A reader knows its type already: a result of many runs has thousands of short texts to read
    private static final ObjectReader OBJECT = JSON.readerFor(new TypeReference<Map<String, Object>>() {});
    private static final ObjectReader OBJECTS = JSON.readerFor(new TypeReference<List<Map<String, Object>>>() {});
    private static final ObjectReader TEXTS = JSON.readerFor(new TypeReference<List<String>>() {});
    private static final ObjectReader LIST = JSON.readerFor(new TypeReference<List<Object>>() {});

    private JsonColumns() {}

    static @Nullable Map<String, Object> object(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : json.equals("{}") ? Map.of() : OBJECT.readValue(json);
    }

    static @Nullable List<Map<String, Object>> objects(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : OBJECTS.readValue(json);
    }

    static @Nullable List<String> texts(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : TEXTS.readValue(json);
    }

    static @Nullable List<Object> list(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : LIST.readValue(json);
    }
}
