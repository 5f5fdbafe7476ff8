package dev.reevaluate.contracts;

import java.util.Base64;
import java.util.LinkedHashMap;
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
    private final ArrayNode patterns = JsonNodeFactory.instance.arrayNode();

    private BodyPatterns(Contract contract, Check check, Spec.BodySchema schema) {
        this.contract = contract;
        this.check = check;
        this.schema = schema;
    }

    static ArrayNode of(Contract contract, Check check, Spec.BodySchema schema) {
        return new BodyPatterns(contract, check, schema).build();
    }

    private ArrayNode build() {
        switch (check) {
            case SIZE -> add("matches", "(?s).{" + contract.body().length + ",}");
            case SYNTAX -> malformed();
            case SHAPE, WORLD -> read(RequestBody.of(contract).orElseThrow());
            default -> {
                // answered before the body was looked at
            }
        }
        return patterns;
    }

    private void malformed() {
        boolean withoutBoundary = contract.contentType().orElse("").equals("multipart/form-data");
        if (!withoutBoundary) {
            add("binaryEqualTo", Base64.getEncoder().encodeToString(contract.body()));
        }
    }

    private void read(RequestBody body) {
        JsonNode value = body.value();
        if (contract.body().length == 0) {
            patterns.addObject().put("absent", true);
        } else if (body.literal()) {
            add("equalTo", contract.bodyText());
        } else if (body.form().isPresent()) {
            FormSyntax syntax = body.form().get();
            fields(value)
                    .forEach((name, field) ->
                            FormPattern.of(name, field, syntax).forEach(pattern -> add("matches", pattern)));
        } else if (value.isObject()) {
            String repeated =
                    schema.fieldNames().stream().map(REPEATED_KEY::formatted).collect(Collectors.joining("|"));
            add("matches", ONE_OBJECT_WITHOUT_REPEATED_KEYS.formatted(repeated));
            jsonSchema(JsonPattern.of(fields(value)));
        } else {
            add("matches", JsonTypes.written(value));
            jsonSchema(JsonPattern.ofType(JsonTypes.of(value)));
        }
    }

    private Map<String, Field> fields(JsonNode value) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (String name : schema.fieldNames()) {
            JsonNode field = value.path(name);
            fields.put(
                    name,
                    check == Check.SHAPE
                            ? Field.ofShape(name, field, schema)
                            : Field.ofWorld(field, answerNamesSeveral()));
        }
        return fields;
    }

    // Such an answer names them in the order of the request
    private boolean answerNamesSeveral() {
        return contract.status() == 400 && contract.answer().values().stream().anyMatch(texts -> texts.size() > 1);
    }

    private void jsonSchema(JsonNode pattern) {
        patterns.addObject().put("matchesJsonSchema", pattern.toString()).put("schemaVersion", "V202012");
    }

    private void add(String operator, String pattern) {
        patterns.addObject().put(operator, pattern);
    }
}
