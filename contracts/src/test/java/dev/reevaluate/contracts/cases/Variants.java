package dev.reevaluate.contracts.cases;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** The variants of a value that its schema has something to say about: each keyword's of each place. */
record Variants(List<Variant> all, Set<Constraint> constraints) {

    /** Something that the schema asks of a place. */
    record Constraint(String place, String keyword) {}

    /** Of a value as JSON. */
    static Variants ofJson(OpenApi api, String part, JsonNode schema, JsonNode example) {
        return of(api, part, schema, example, false);
    }

    /** Of a value whose fields are written as texts, in a query, a path or a form. */
    static Variants ofTexts(OpenApi api, String part, JsonNode schema, JsonNode example) {
        return of(api, part, schema, example, true);
    }

    private static Variants of(OpenApi api, String part, JsonNode schema, JsonNode example, boolean text) {
        Variants variants = new Variants(new ArrayList<>(), new LinkedHashSet<>());
        variants.vary(
                new Field(api, part, "", schema, example, true, text, UnaryOperator.identity(), variants.all::add));
        return variants;
    }

    private void vary(Field field) {
        for (Map.Entry<String, JsonNode> keyword : field.schema().properties()) {
            Keywords.Rule rule = Keywords.rule(keyword.getKey(), field);
            if (keyword.getKey().equals("required")) {
                keyword.getValue()
                        .forEach(name -> constraints.add(
                                new Constraint(field.field(name.asString()).place(), "required")));
            } else if (rule.constrains()) {
                constraints.add(new Constraint(field.place(), Keywords.written(keyword.getKey(), keyword.getValue())));
            }
            rule.vary(field, keyword.getValue());
        }
        field.schema().path("properties").propertyNames().forEach(name -> vary(field.field(name)));
        if (field.schema().has("items")) {
            vary(field.element());
        }
    }
}
