package dev.reevaluate.server.results;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code jsonb} columns as plain collections, decimals exact. */
final class JsonColumns {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<Map<String, Object>>> OBJECTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Object>> LIST = new TypeReference<>() {};

    private JsonColumns() {}

    static @Nullable Map<String, Object> object(ResultSet row, String column) throws SQLException {
        return read(row.getString(column), OBJECT);
    }

    static @Nullable List<Map<String, Object>> objects(ResultSet row, String column) throws SQLException {
        return read(row.getString(column), OBJECTS);
    }

    static @Nullable List<String> texts(ResultSet row, String column) throws SQLException {
        return read(row.getString(column), TEXTS);
    }

    static @Nullable List<Object> list(ResultSet row, String column) throws SQLException {
        return read(row.getString(column), LIST);
    }

    private static <T> @Nullable T read(@Nullable String json, TypeReference<T> type) {
        return json == null ? null : JSON.readValue(json, type);
    }
}
