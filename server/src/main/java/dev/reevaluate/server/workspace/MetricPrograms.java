package dev.reevaluate.server.workspace;

import dev.reevaluate.server.evaluation.EvalType;
import dev.reevaluate.server.python.PythonProgram;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The Python programs of a document's metrics, and of their triggers. */
final class MetricPrograms {

    private static final String CODE = "custom_code";
    // Programs are compiled for nobody in particular
    private static final long NO_ORGANIZATION = 0;

    private MetricPrograms() {}

    /** Returns the programs of the entry, by the field that holds each; none where it is no metric. */
    static Map<String, PythonProgram> in(Entry entry) {
        Map<String, PythonProgram> programs = new LinkedHashMap<>();
        JsonNode metric = entry.content();
        if (entry.section() != Section.METRICS) {
            return programs;
        }
        if (metric.path("type").asString("").equals(CODE)
                && metric.path("function_name").asString("").isEmpty()) {
            put(programs, CODE, metric, evalType(metric.path("eval_type").asString("")));
        }
        if (metric.path("evaluation_trigger").asString("").equals("custom")
                && metric.path("trigger_type").asString("").equals(CODE)) {
            put(programs, "evaluation_trigger_custom_code", metric, null);
        }
        return programs;
    }

    private static void put(
            Map<String, PythonProgram> programs, String field, JsonNode metric, @Nullable EvalType evalType) {
        if (metric.path(field).isString()) {
            programs.put(
                    field,
                    new PythonProgram(
                            metric.path("id").asLong(0),
                            metric.path("name").asString(""),
                            metric.path(field).stringValue(),
                            evalType,
                            NO_ORGANIZATION));
        }
    }

    // A name that there is not is another mistake
    private static EvalType evalType(String wireName) {
        for (EvalType type : EvalType.values()) {
            if (type.wireName().equals(wireName)) {
                return type;
            }
        }
        return EvalType.BINARY;
    }
}
