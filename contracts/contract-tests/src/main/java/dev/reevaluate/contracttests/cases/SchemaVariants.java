package dev.reevaluate.contracttests.cases;

import dev.reevaluate.document.ResolvedSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The variants of a value that its schema has something to say about: each keyword's of each place. A variant is kept only if
 * the whole schema says of it what it is made for.
 */
final class SchemaVariants {

    /** Something that the schema asks of a place. */
    record Constraint(String place, String keyword) {}

    /** How many variants a part has before what is within a schema is tried in the first place alone that leads to it. */
    static final int MANY = 1000;

    private static final int NAMED = 5;

    private final ApiUnderTest api;
    private final String part;
    private final JsonNode schema;
    private final @Nullable TextFields texts;
    private final Map<String, Variant> all = new LinkedHashMap<>();
    private final Set<Constraint> constraints = new LinkedHashSet<>();
    private final List<NotSupported> notSupported = new ArrayList<>();
    private final Set<JsonNode> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> leftOut = new ArrayList<>();

    private SchemaVariants(ApiUnderTest api, String part, JsonNode schema, @Nullable TextFields texts) {
        this.api = api;
        this.part = part;
        this.schema = schema;
        this.texts = texts;
    }

    /** Of a body. */
    static SchemaVariants of(OperationUnderTest operation, BodyUnderTest body, JsonNode example) {
        return of(operation, body.mediaType(), body.schema(), body.format().isTexts() ? body.fields() : null, example);
    }

    /** Of parameters. */
    static SchemaVariants of(OperationUnderTest operation, ParametersUnderTest parameters, JsonNode example) {
        return of(operation, parameters.in(), parameters.schema(), parameters.fields(), example);
    }

    private static SchemaVariants of(
            OperationUnderTest operation, String part, JsonNode schema, @Nullable TextFields texts, JsonNode example) {
        ApiUnderTest api = operation.api();
        SchemaVariants variants = new SchemaVariants(api, operation.name() + ", " + part, schema, texts);
        variants.vary(new ValueUnderTest(
                variants, null, "", api.schema(schema), example, true, texts != null, UnaryOperator.identity()));
        return variants;
    }

    List<Variant> all() {
        return List.copyOf(all.values());
    }

    Set<Constraint> constraints() {
        return constraints;
    }

    List<NotSupported> notSupported() {
        if (leftOut.isEmpty()) {
            return notSupported;
        }
        List<NotSupported> all = new ArrayList<>(notSupported);
        all.add(new NotSupported(
                part,
                "what is tried in another place",
                "it has more than %s cases, and schemas that are within several others: not looked into is %s%s"
                        .formatted(
                                MANY,
                                leftOut.stream().limit(NAMED).collect(Collectors.joining(", ")),
                                leftOut.size() > NAMED ? ", and %s more".formatted(leftOut.size() - NAMED) : "")));
        return all;
    }

    /** Keeps the variant, unless the schema says another thing of it. */
    void add(Variant variant) {
        boolean fits =
                api.requests().violations(schema, received(variant.value())).isEmpty();
        if (variant.kind() == Kind.OPEN || fits == (variant.kind() != Kind.NEGATIVE)) {
            all.putIfAbsent(variant.place() + " " + variant.keyword() + " " + variant.what(), variant);
        }
    }

    boolean breaks(JsonNode value, String keyword) {
        return api.requests().breaks(schema, received(value), keyword);
    }

    int violations(JsonNode value) {
        return api.requests().violations(schema, received(value)).size();
    }

    boolean follows(ResolvedSchema alternative, JsonNode value) {
        return api.requests().violations(alternative.node(), value).isEmpty();
    }

    boolean areParameters() {
        return ParametersUnderTest.PLACES.stream().anyMatch(in -> part.endsWith(", " + in));
    }

    void notSupported(String place, String what, String why) {
        notSupported.add(new NotSupported(placed(place), what, why));
    }

    private String placed(String place) {
        return place.isEmpty() ? part : part + ", " + place;
    }

    // What a server reads of the value, if it is written as texts
    private JsonNode received(JsonNode value) {
        return Optional.ofNullable(texts)
                .filter(fields -> value.isObject())
                .map(fields -> fields.received(value))
                .orElse(value);
    }

    private void vary(ValueUnderTest value) {
        for (String keyword : value.schema().keywords()) {
            Optional<Keywords.Rule> rule = Keywords.rule(keyword);
            if (rule.isEmpty()) {
                value.notSupported("`" + keyword + "`", "no cases are derived from it");
            } else {
                value.schema().keyword(keyword).forEach(argument -> vary(value, keyword, argument, rule.get()));
            }
        }
        if (!isEntered(value)) {
            return;
        }
        value.schema().alternatives().forEach((name, schema) -> {
            ValueUnderTest alternative = value.alternative(name, schema);
            alternative.known("alternative", name, alternative.example(), Kind.POSITIVE);
            vary(alternative);
        });
        if (!value.schema().alternatives().isEmpty()) {
            constraints.add(new Constraint(value.place(), "alternative"));
            Composition.breakAlternatives(value);
            return;
        }
        if (value.example().isObject()) {
            value.schema().propertyNames().stream()
                    .map(value::field)
                    .filter(field -> !field.isSet("readOnly") && !field.isRecursive())
                    .forEach(this::vary);
        }
        if (value.example().isArray() && value.has("items") && !value.element().isRecursive()) {
            vary(value.element());
        }
    }

    // Schemas that each lead to the next one twice make twice as many places with each of them
    private boolean isEntered(ValueUnderTest value) {
        List<JsonNode> inner = value.inner();
        boolean isNew = false;
        for (JsonNode one : inner) {
            isNew |= entered.add(one);
        }
        if (isNew || inner.isEmpty() || all.size() < MANY) {
            return true;
        }
        leftOut.add(value.place());
        return false;
    }

    private void vary(ValueUnderTest value, String keyword, JsonNode argument, Keywords.Rule rule) {
        if (keyword.equals("required")) {
            argument.forEach(name ->
                    constraints.add(new Constraint(value.field(name.asString()).place(), "required")));
        } else if (Unbreakable.is(value, keyword, argument)) {
            notSupported.add(
                    NotSupported.nothingToTry(placed(value.place()), "`" + Keywords.written(keyword, argument) + "`"));
            if (Composition.OPAQUE.contains(keyword)) {
                return;
            }
        } else if (rule.constrains()) {
            constraints.add(new Constraint(value.place(), Keywords.written(keyword, argument)));
        }
        rule.vary(value, argument);
    }
}
