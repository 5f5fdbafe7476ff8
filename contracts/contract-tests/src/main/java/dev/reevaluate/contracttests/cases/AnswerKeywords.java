package dev.reevaluate.contracttests.cases;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks through the schemas of an operation's answers for what the judge passes over in silence. */
final class AnswerKeywords {

    private static final Set<String> SCHEMAS =
            Set.of("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames");
    private static final Set<String> LISTS = Set.of("allOf", "oneOf", "anyOf", "prefixItems");
    private static final Set<String> MAPS = Set.of("properties", "patternProperties", "$defs", "dependentSchemas");

    private final ApiUnderTest api;
    private final Set<JsonNode> seen = new HashSet<>();
    private final Set<NotSupported> found = new LinkedHashSet<>();

    private AnswerKeywords(ApiUnderTest api) {
        this.api = api;
    }

    static List<NotSupported> notSupported(OperationUnderTest operation) {
        AnswerKeywords keywords = new AnswerKeywords(operation.api());
        operation.responses().forEach((status, response) -> {
            String place = operation.name() + ", answer " + status;
            response.path("content").forEach(content -> keywords.schema(place, content.path("schema")));
            response.path("headers")
                    .forEach(header -> keywords.schema(
                            place, operation.api().followed(header).path("schema")));
        });
        return List.copyOf(keywords.found);
    }

    private void schema(String place, JsonNode schema) {
        if (!schema.isObject() || !seen.add(schema)) {
            return;
        }
        schema.properties().forEach(entry -> {
            String keyword = entry.getKey();
            JsonNode argument = entry.getValue();
            if (SCHEMAS.contains(keyword)) {
                schema(place, argument);
            } else if (LISTS.contains(keyword)) {
                argument.forEach(part -> schema(place, part));
            } else if (MAPS.contains(keyword)) {
                argument.forEach(part -> schema(place, part));
            } else if (keyword.equals("$ref")) {
                schema(place, api.document().at(argument.asString()));
            } else if (keyword.equals("format") && !Formats.isKnown(argument.asString(""))) {
                found.add(new NotSupported(
                        place, "the format " + argument.asString(), "no values are known that it refuses"));
            } else if (Keywords.rule(keyword).isEmpty()) {
                found.add(new NotSupported(place, "`" + keyword + "`", "OpenAPI 3.1 does not know it"));
            }
        });
    }
}
