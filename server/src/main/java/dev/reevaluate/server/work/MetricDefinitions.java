package dev.reevaluate.server.work;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.evaluation.MetricDefinition;
import dev.reevaluate.server.evaluation.MetricKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Metrics as their evaluators need them. */
@Repository
class MetricDefinitions {

    // Exact decimals: a limit of 0.1 seconds is a tenth, not the double next to it.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final TypeReference<Map<String, Object>> CONFIGURATION = new TypeReference<>() {};

    private final JdbcClient jdbc;

    MetricDefinitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the metrics with the ids, in their order. */
    List<MetricDefinition> inOrder(List<Long> ids) {
        return jdbc.sql("""
                        select m.id, m.name, kind, eval_type, function_name, configuration,
                               coalesce(custom_code, prompt) as text, enum_values, trigger_kind, trigger_text,
                               p.organization_id
                        from metric m
                        join project p on p.id = m.project_id
                        where m.id = any(:ids)
                        order by array_position(:ids, m.id)
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> new MetricDefinition(
                        row.getLong("id"),
                        row.getString("name"),
                        MetricKind.of(row.getString("kind")),
                        EvalType.of(row.getString("eval_type")),
                        row.getString("function_name"),
                        JSON.readValue(row.getString("configuration"), CONFIGURATION),
                        row.getString("text"),
                        enumValues(row.getString("enum_values")),
                        trigger(row.getString("trigger_kind"), row.getString("trigger_text")),
                        row.getLong("organization_id")))
                .list();
    }

    private static List<String> enumValues(@Nullable String json) {
        return json == null
                ? List.of()
                : JSON.readTree(json).values().stream().map(JsonNode::asString).toList();
    }

    private static MetricDefinition.@Nullable Trigger trigger(@Nullable String kind, @Nullable String text) {
        return kind == null || text == null ? null : new MetricDefinition.Trigger(MetricKind.of(kind), text);
    }
}
