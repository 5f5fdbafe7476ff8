package dev.reevaluate.stubs;

import dev.reevaluate.validation.Check;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a stub asks of the body, by how far the check that answers had looked into it. */
final class BodyPatterns {

    // The JSON Schema can't see these two: WireMock reads the last of two keys, and nothing after the object
    private static final String ONE_OBJECT_WITHOUT_REPEATED_KEYS = "(?s)(?!%s)\\s*\\{.*}\\s*";
    private static final String REPEATED_KEY = ".*\"%1$s\"\\s*:.*\"%1$s\"\\s*:";

    private final Contract contract;
    private final Check check;
    private final Spec.BodySchema schema;

    private BodyPatterns(Contract contract, Check check, Spec.BodySchema schema) {
        this.contract = contract;
        this.check = check;
        this.schema = schema;
    }

    static ArrayNode of(Contract contract, Check check, Spec.BodySchema schema, JsonNode body) {
        return new BodyPatterns(contract, check, schema).build(body);
    }

    /** Returns what a stub asks of the fields in whichever media type. */
    static ArrayNode of(Map<String, Field> fields) {
        return anyOf(json(fields), form(fields, FormSyntax.URLENCODED), form(fields, FormSyntax.MULTIPART));
    }

    private ArrayNode build(JsonNode body) {
        return switch (check) {
            case SIZE -> one("matches", "(?s).{" + contract.body().length + ",}");
            case SYNTAX ->
                contract.namesNoBoundary()
                        ? none()
                        : one("binaryEqualTo", Base64.getEncoder().encodeToString(contract.body()));
            case SHAPE -> written(body);
            // The same ids, in whichever media type
            case WORLD -> contract.isLiteral() ? one("equalTo", contract.bodyText()) : of(fields(body));
            // Answered before the body was looked at
            default -> none();
        };
    }

    private ArrayNode written(JsonNode body) {
        if (contract.body().length == 0) {
            ArrayNode nothing = none();
            nothing.addObject().put("absent", true);
            return nothing;
        }
        if (contract.isLiteral()) {
            return one("equalTo", contract.bodyText());
        }
        return contract.formSyntax().map(syntax -> form(fields(body), syntax)).orElseGet(() -> json(body));
    }

    private ArrayNode json(JsonNode body) {
        if (!body.isObject()) {
            return jsonSchema(one("matches", JsonTypes.written(body)), JsonPattern.ofType(JsonTypes.of(body)));
        }
        return json(fields(body));
    }

    private static ArrayNode json(Map<String, Field> fields) {
        String repeated = fields.keySet().stream().map(REPEATED_KEY::formatted).collect(Collectors.joining("|"));
        return jsonSchema(one("matches", ONE_OBJECT_WITHOUT_REPEATED_KEYS.formatted(repeated)), JsonPattern.of(fields));
    }

    private static ArrayNode form(Map<String, Field> fields, FormSyntax syntax) {
        ArrayNode patterns = none();
        fields.forEach((name, field) -> FormPattern.of(name, field, syntax)
                .forEach(pattern -> patterns.addObject().put("matches", pattern)));
        return patterns;
    }

    private Map<String, Field> fields(JsonNode body) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (String name : schema.fieldNames()) {
            JsonNode field = body.path(name);
            fields.put(
                    name,
                    check == Check.SHAPE
                            ? Field.ofShape(name, field, schema)
                            : Field.ofWorld(field, contract.answerNamesSeveral()));
        }
        return fields;
    }

    private static ArrayNode anyOf(ArrayNode... alternatives) {
        ArrayNode patterns = none();
        ArrayNode any = patterns.addObject().putArray("or");
        for (ArrayNode alternative : List.of(alternatives)) {
            any.addObject().set("and", alternative);
        }
        return patterns;
    }

    private static ArrayNode jsonSchema(ArrayNode patterns, JsonNode pattern) {
        patterns.addObject().put("matchesJsonSchema", pattern.toString()).put("schemaVersion", "V202012");
        return patterns;
    }

    private static ArrayNode one(String operator, String pattern) {
        ArrayNode patterns = none();
        patterns.addObject().put(operator, pattern);
        return patterns;
    }

    private static ArrayNode none() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
