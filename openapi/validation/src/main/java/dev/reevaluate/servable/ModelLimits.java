package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.SchemaWalk;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/** Refuses by name values that the types which the generator makes for them could not hold: the server would fail on what is right. */
final class ModelLimits {

    private static final Set<String> TYPING = Set.of("type", "enum", "oneOf", "anyOf");
    private static final List<String> LOSING = List.of("properties", "oneOf", "anyOf");
    private static final Set<String> OBJECTS = Set.of("object", "null");

    private static final Pattern ALTERNATIVE = Pattern.compile("/(oneOf|anyOf)/\\d+$");

    // Not where a schema only adds to another one
    private static final Pattern VALUE = Pattern.compile(
            "(/(properties|patternProperties)/[^/]+|/(items|additionalProperties|unevaluatedProperties|schema))$");
    static final Pattern ADDITION = Pattern.compile("/(allOf|not|if|then|else|dependentSchemas|contains)(/|$)");

    private static final Pattern ALL_OF = Pattern.compile("(/allOf/\\d+)+$");

    private static final Pattern ESCAPED = Pattern.compile("[&<>'\"=`\\\\\\p{Cntrl}]");

    // Neither what ends a comment of Java, nor what is no visible letter
    private static final Pattern CHOICE = Pattern.compile("(?!.*\\*/)\\P{Cntrl}*");

    private final OpenApiDocument document;
    private final SchemaWalk requests;
    private final SchemaWalk all;
    private final SchemaWalk answers;
    private final DefaultLimits defaults;
    private final EndlessLists lists;
    private final ReferencedTypes references;
    private final WholeNumbers numbers;
    private final Discriminators discriminators;
    private final MapValues maps;

    ModelLimits(OpenApiDocument document) {
        this.document = document;
        this.requests = new SchemaWalk(document);
        this.all = new SchemaWalk(document);
        this.answers = new SchemaWalk(document);
        this.defaults = new DefaultLimits(document);
        this.lists = new EndlessLists(document);
        this.references = new ReferencedTypes(document);
        this.numbers = new WholeNumbers(document);
        this.discriminators = new Discriminators(document);
        this.maps = new MapValues(document);
    }

    /** Refuses by name what the generated types of a request's value could not hold. */
    void check(String at) {
        type(at);
        requests.each(at, place -> {
            JsonNode schema = document.at(place);
            discriminators.check(place);
            types(place, schema);
            oneType(place, schema);
            shape(place, schema);
            maps.check(place);
            choices(place, schema.path("enum"));
            text(place, "default", schema.path("default"));
            bytes(place, schema);
            defaults.list(place);
            if (place.equals(at)) {
                defaults.digits(place);
            } else {
                defaults.check(place);
            }
        });
    }

    /** Refuses by name what the parameter of a generated method could not hold. */
    void parameter(String at) {
        check(at);
        defaults.parameter(at);
    }

    /** Refuses by name what the generated types of an answer could not hold. */
    void answer(String at) {
        type(at);
        answers.each(at, place -> oneClass(place, document.at(place)));
    }

    // What the generator makes no type of, not even for an answer
    private void type(String at) {
        all.each(at, place -> {
            alwaysNull(place, document.at(place));
            lists.check(place);
            document.at(place).path("properties").propertyNames().forEach(name -> name(place, name));
            references.check(place);
            discriminators.written(place);
            objects(place, document.at(place));
            numbers.check(place);
            if (document.at(place).has("$ref") && !Conditions.surround(place)) {
                LOSING.stream().filter(document.at(place)::has).findFirst().ifPresent(keyword -> {
                    throw beside(place, keyword);
                });
            }
        });
    }

    /** Refuses a name that the generator writes as another one: it would neither be read nor written. */
    static void name(String at, String name) {
        if (name.isEmpty()) {
            throw new UnsupportedSpecFeatureException(at, "an empty name", "the generated code has none for it");
        }
        if (ESCAPED.matcher(name).find()) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "the name %s".formatted(name),
                    "the generator writes another one: take none of & < > ' \" = ` \\");
        }
    }

    private static UnsupportedSpecFeatureException beside(String place, String what) {
        return new UnsupportedSpecFeatureException(
                place,
                what + " beside a $ref",
                "the generated code would lose the properties of that: list both in allOf");
    }

    private void alwaysNull(String place, JsonNode schema) {
        if (document.schema(place).types().equals(Set.of("null"))
                && TYPING.stream().anyMatch(schema::has)
                && !ALTERNATIVE.matcher(place).find()
                && !Conditions.surround(place)) {
            throw new UnsupportedSpecFeatureException(
                    place, "a value that is always null", "the generated code has no type for it: leave it out");
        }
    }

    private void types(String place, JsonNode schema) {
        for (String either : List.of("oneOf", "anyOf")) {
            long alternatives = schema.path(either)
                    .valueStream()
                    .filter(one -> !document.schema(one).types().equals(Set.of("null")))
                    .count();
            if (alternatives > 1
                    && !Conditions.surround(place)
                    && !conditions(place, schema.path(either))
                    && !(schema.has("discriminator") && either.equals("oneOf"))) {
                throw new UnsupportedSpecFeatureException(
                        place,
                        either + (either.equals("oneOf") ? " without a discriminator" : "") + " in a request",
                        "the generated code could not tell which of them a value is");
            }
        }
    }

    // Of oneOf there is an interface, which the server may implement
    private void oneClass(String place, JsonNode schema) {
        oneType(place, schema);
        List<JsonNode> alternatives = schema.path("anyOf")
                .valueStream()
                .filter(one -> !document.schema(one).types().equals(Set.of("null")))
                .toList();
        if (alternatives.size() > 1
                && !Conditions.surround(place)
                && !Conditions.are(schema.path("anyOf"))
                && !alternatives.stream()
                        .allMatch(
                                one -> OBJECTS.containsAll(document.schema(one).types()))
                && !alternatives.stream().allMatch(one -> one.has("enum"))) {
            throw new UnsupportedSpecFeatureException(
                    place,
                    "anyOf of other values than objects in an answer",
                    "the generated code has one class for it, with the properties of all: write oneOf, of which it has an interface");
        }
    }

    private static void oneType(String place, JsonNode schema) {
        List<String> named = schema.path("type")
                .valueStream()
                .map(JsonNode::asString)
                .filter(type -> !type.equals("null"))
                .toList();
        if (named.size() > 1) {
            throw new UnsupportedSpecFeatureException(
                    place, "a value that may be " + named, "the generated code has one type for it");
        }
    }

    // Beside properties the generator leaves them out, and makes the class of those
    private boolean conditions(String place, JsonNode alternatives) {
        if (!Conditions.are(alternatives)) {
            return false;
        }
        String whole = ALL_OF.matcher(place).replaceAll("");
        if (document.at(whole).has("$ref")) {
            throw beside(place, "alternatives of conditions");
        }
        if (document.schema(whole).propertyNames().isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    place,
                    "alternatives of conditions without properties in a request",
                    "the generator makes no type of them: write the properties beside them");
        }
        return true;
    }

    private void shape(String place, JsonNode schema) {
        ResolvedSchema value = document.schema(place);
        if (VALUE.matcher(place).find()
                && !ADDITION.matcher(place).find()
                && !OBJECTS.containsAll(value.types())
                && (!value.propertyNames().isEmpty() || value.additional().isPresent())) {
            throw new UnsupportedSpecFeatureException(
                    place,
                    "properties of a value without a type",
                    "anything but an object passes, and the generated code could not hold it: write type: object");
        }
        if (schema.has("prefixItems") && schema.path("items").size() > 0) {
            throw new UnsupportedSpecFeatureException(
                    place,
                    "items beside prefixItems",
                    "the generated code has one type for all elements: leave items out");
        }
    }

    private static void choices(String at, JsonNode choices) {
        Set<JsonNodeType> kinds = new HashSet<>();
        choices.forEach(choice -> {
            kinds.add(choice.getNodeType());
            text(at, "choice", choice);
        });
        kinds.remove(JsonNodeType.NULL);
        if (kinds.size() > 1 || kinds.contains(JsonNodeType.OBJECT) || kinds.contains(JsonNodeType.ARRAY)) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "an enum of " + choices,
                    "the generated code has texts alone, numbers alone, or booleans alone");
        }
    }

    // Without a type beside it, the generated code has any value
    private static void objects(String at, JsonNode schema) {
        boolean chosen = schema.path("const").isObject()
                || schema.path("enum").valueStream().anyMatch(JsonNode::isObject);
        if (chosen && schema.has("type") && !schema.has("properties") && !schema.has("allOf")) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "an object as the only value",
                    "the generator makes a text of it: leave out type, or write its properties");
        }
    }

    // Where the generator has bytes, it writes choices and defaults as texts
    private void bytes(String at, JsonNode schema) {
        ResolvedSchema value = document.schema(at);
        for (String keyword : List.of("enum", "const", "default")) {
            if (schema.has(keyword) && (isBytes(value) || (value.allows("array") && isBytes(value.items())))) {
                throw new UnsupportedSpecFeatureException(
                        at, keyword + " of format byte", "the generator writes a text where it has bytes");
            }
        }
    }

    static boolean isBytes(ResolvedSchema value) {
        return value.keyword("format").stream()
                .anyMatch(format -> format.asString("").equals("byte"));
    }

    static void text(String at, String what, JsonNode value) {
        if (!CHOICE.matcher(value.asString("")).matches()) {
            throw new UnsupportedSpecFeatureException(
                    at, "the %s %s".formatted(what, value), "the generator writes another text: take plain letters");
        }
    }
}
