package dev.reevaluate.contracts.cases;

import static dev.reevaluate.contracts.cases.Kind.NEGATIVE;
import static dev.reevaluate.contracts.cases.Kind.POSITIVE;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The cases that the schemas of the body and the parameters make, and the examples beside them. */
final class SchemaCases {

    private final Sheet sheet;
    private final Operation operation;
    private final GoodRequest good;

    private SchemaCases(Sheet sheet, GoodRequest good) {
        this.sheet = sheet;
        this.operation = sheet.operation();
        this.good = good;
    }

    static void add(Sheet sheet, GoodRequest good) {
        SchemaCases cases = new SchemaCases(sheet, good);
        cases.bodyExamples();
        cases.queryExamples();
        cases.headerExamples();
        variants(sheet.operation(), good)
                .forEach((part, variants) -> variants.all().stream()
                        .filter(variant -> isAsked(part, variant.place(), variant.keyword()))
                        .forEach(variant -> cases.variant(part, variant)));
        cases.repeatedParameters();
        cases.headers();
    }

    /** By the part of the request. */
    static Map<String, Variants> variants(Operation operation, GoodRequest good) {
        Map<String, Variants> variants = new LinkedHashMap<>();
        operation
                .bodies()
                .forEach((type, schema) -> variants.put(
                        type,
                        MediaType.named(type)
                                .variants(operation.api(), operation.name() + ", " + type, schema, good.body())));
        for (String in : Operation.PLACES) {
            JsonNode schema = operation.parameters(in);
            if (!schema.path("properties").isEmpty()) {
                variants.put(
                        in,
                        Variants.ofTexts(
                                operation.api(),
                                operation.name() + ", " + in,
                                schema,
                                GoodRequest.required(operation, in)));
            }
        }
        return variants;
    }

    /** A path without a parameter, or with another one, is another path. */
    static boolean isAsked(String part, String place, String keyword) {
        return !part.equals("path") || (!place.isEmpty() && !keyword.equals("required"));
    }

    private void variant(String part, Variant variant) {
        boolean inPath = part.equals("path");
        if (inPath
                && Texts.written(variant.value()).stream()
                        .anyMatch(field -> field.getValue().isEmpty())) {
            return;
        }
        if (part.equals("header") && !isSendable(variant.value())) {
            return;
        }
        Request request = switch (part) {
            case "query" -> good.withQuery(variant.value());
            case "path" -> good.withPath(variant.value());
            case "header" -> good.withHeaders(variant.value());
            default -> good.withBody(part, variant.value());
        };
        Set<Integer> expected;
        if (variant.kind() == NEGATIVE) {
            // A path that holds no such id leads nowhere
            expected = Set.of(inPath ? 404 : 400);
        } else {
            expected = variant.sure() ? sheet.accepted() : sheet.decidedByTheData();
        }
        sheet.add(part, variant.place(), variant.keyword(), variant.what(), variant.kind(), expected, request);
    }

    private void bodyExamples() {
        operation
                .bodies()
                .keySet()
                .forEach(type -> operation
                        .bodyExamples()
                        .forEach((name, example) ->
                                sheet.accepted(type, "example", name, good.withBody(type, example))));
    }

    private void queryExamples() {
        JsonNode parameters = operation.parameters("query").path("properties");
        if (parameters.isEmpty()) {
            sheet.accepted("request", "example", "no more than is required", good.plain());
            return;
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        parameters.properties().forEach(parameter -> {
            Sample sample = Sample.of(operation.api(), parameter.getValue());
            all.set(parameter.getKey(), sample.value());
            if (sample.known()) {
                ObjectNode one = GoodRequest.required(operation, "query").set(parameter.getKey(), sample.value());
                sheet.accepted("query", "example", MediaType.urlencoded(one), good.withQuery(one));
            }
        });
        sheet.accepted("query", "example", "no more than is required", good.plain());
        sheet.add(
                "query",
                "",
                "example",
                "every parameter at once",
                POSITIVE,
                sheet.decidedByTheData(),
                good.withQuery(all));
    }

    // A client can't send other characters in a header, and blanks around a value are none of it
    private static boolean isSendable(JsonNode headers) {
        return Texts.written(headers).stream()
                .map(Map.Entry::getValue)
                .allMatch(value -> value.equals(value.strip())
                        && value.chars().allMatch(character -> character >= ' ' && character <= '~'));
    }

    private void headerExamples() {
        operation.parameters("header").path("properties").properties().forEach(parameter -> {
            Sample sample = Sample.of(operation.api(), parameter.getValue());
            if (sample.known()) {
                ObjectNode one = GoodRequest.required(operation, "header").set(parameter.getKey(), sample.value());
                sheet.accepted("header", "example", parameter.getKey() + ": " + sample.value(), good.withHeaders(one));
            }
        });
    }

    private void headers() {
        operation.parameters("header").path("properties").properties().forEach(parameter -> {
            String name = parameter.getKey();
            Sample sample = Sample.of(operation.api(), parameter.getValue());
            String value = sample.value().asString();
            Request others = good.plain().withoutHeader(name);
            sheet.add(
                    "header",
                    name,
                    "name",
                    "in small letters",
                    POSITIVE,
                    sample.known() ? sheet.accepted() : sheet.decidedByTheData(),
                    others.withHeader(name.toLowerCase(Locale.ROOT), value));
            // HTTP has only a list sent in several lines
            sheet.add(
                    "header",
                    name,
                    Keywords.written("type", parameter.getValue().path("type")),
                    "twice",
                    NEGATIVE,
                    Set.of(400),
                    others.withHeader(name, value, value));
        });
    }

    private void repeatedParameters() {
        operation.parameters("query").path("properties").properties().forEach(parameter -> {
            String name = parameter.getKey();
            String others = MediaType.urlencoded(
                    GoodRequest.required(operation, "query").without(name));
            String one = MediaType.urlencoded(JsonNodeFactory.instance
                    .objectNode()
                    .set(name, Sample.of(operation.api(), parameter.getValue()).value()));
            JsonNode type = parameter.getValue().path("type");
            // Two numbers are no number; of texts openapi.yaml doesn't say
            boolean text =
                    type.asString("").equals("string") || type.asString("").equals("array");
            sheet.add(
                    "query",
                    name,
                    Keywords.written("type", type),
                    "twice",
                    text ? POSITIVE : NEGATIVE,
                    text ? sheet.decidedByTheData() : Set.of(400),
                    good.plain().withQuery(others).withMoreQuery(one).withMoreQuery(one));
            sheet.refused(
                    "query",
                    "syntax",
                    name + " in bytes that are not UTF-8",
                    400,
                    good.plain().withQuery(others).withMoreQuery(name + "=%FF"));
        });
    }
}
