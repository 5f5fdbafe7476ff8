package dev.reevaluate.servable;

import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.ResolvedSchema;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Refuses by name discriminators that could choose another alternative than the schemas do: the generated code goes by the
 * discriminator, and the checks by the schemas.
 */
final class Discriminators {

    private final OpenApiDocument document;
    // Of each alternative, by what property it is chosen
    private final Map<String, String> properties = new HashMap<>();

    Discriminators(OpenApiDocument document) {
        this.document = document;
    }

    /** Refuses by name the discriminator at this place, where the generated code would write another value than it has, in answers, too. */
    void written(String at) {
        JsonNode schema = document.at(at);
        if (!schema.has("discriminator")) {
            return;
        }
        String property = schema.path("discriminator").path("propertyName").asString("");
        Map<JsonNode, String> values = new HashMap<>();
        schema.path("discriminator").path("mapping").properties().forEach(value -> {
            if (value.getKey().isEmpty()) {
                throw new UnsupportedSpecFeatureException(
                        at + "/discriminator/mapping",
                        "an empty value of a discriminator",
                        "the generated code takes it for none: give it a letter");
            }
            String other = values.putIfAbsent(value.getValue(), value.getKey());
            if (other != null) {
                throw new UnsupportedSpecFeatureException(
                        at + "/discriminator/mapping",
                        "the values %s and %s for one schema".formatted(other, value.getKey()),
                        "the generated code writes one of them, whichever is meant: give each a schema of its own");
            }
        });
        text(at, property, schema);
        Stream.concat(schema.path("oneOf").valueStream(), schema.path("anyOf").valueStream())
                .forEach(alternative -> {
                    text(at, property, alternative);
                    once(at, property, alternative.path("$ref").asString(""));
                });
    }

    private void text(String at, String property, JsonNode schema) {
        if (!document.schema(schema).property(property).allows("string")) {
            throw new UnsupportedSpecFeatureException(
                    at, "a discriminator %s that is no text".formatted(property), "the generated code writes a text");
        }
    }

    private void once(String at, String property, String reference) {
        String other = reference.isEmpty() ? null : properties.putIfAbsent(reference, property);
        if (other != null && !other.equals(property)) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "an alternative that is chosen by %s here, and by %s elsewhere".formatted(property, other),
                    "the generated code writes one of them, and that twice: give each discriminator a schema of its own");
        }
    }

    /** Refuses by name the schema at this place, where its discriminator does not say the same as its alternatives. */
    void check(String at) {
        JsonNode schema = document.at(at);
        if (!schema.has("discriminator")) {
            return;
        }
        String property = schema.path("discriminator").path("propertyName").asString("");
        JsonNode alternatives = schema.path("oneOf");
        if (alternatives.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "a discriminator without oneOf in a request",
                    "nothing says which schemas it chooses from: list them in oneOf");
        }
        if (new OtherChoices(document).in(at)) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "anyOf, or another oneOf, of what a discriminator chooses",
                    "the checks would go by the discriminator there, too");
        }
        JsonNode mapping = schema.path("discriminator").path("mapping");
        everyMappingLeadsToOne(at, mapping, alternatives);
        for (JsonNode alternative : alternatives) {
            String reference = alternative.path("$ref").asString("");
            if (reference.isEmpty()) {
                throw withoutReference(at, property, alternative);
            }
            Set<String> own = ownValues(at, property, alternative);
            if (!requires(document.schema(schema), property) && !requires(document.schema(alternative), property)) {
                throw new UnsupportedSpecFeatureException(
                        at,
                        "an alternative that may be without its " + property,
                        "nothing would say which one it is: write required: [" + property + "]");
            }
            Set<String> values = mappedValues(mapping, reference);
            if (!own.equals(values)) {
                throw new UnsupportedSpecFeatureException(
                        at,
                        "a discriminator that knows an alternative by " + values,
                        "its schema has " + property + " " + own + ": write the same into mapping");
            }
        }
    }

    private UnsupportedSpecFeatureException withoutReference(String at, String property, JsonNode alternative) {
        return new UnsupportedSpecFeatureException(
                at,
                "an alternative without a $ref beside a discriminator",
                document.schema(alternative).types().equals(Set.of("null"))
                        ? "null has no " + property
                                + ": write anyOf: [..., {type: 'null'}] around a $ref to the choice without it"
                        : "it is called by the name of its schema: write it into components/schemas");
    }

    // Of the property, by the schema of the alternative
    private Set<String> ownValues(String at, String property, JsonNode alternative) {
        ResolvedSchema kind = document.schema(alternative).property(property);
        Set<Set<String>> said = Stream.concat(
                        kind.keyword("const").stream().map(value -> Set.of(value.asString(""))),
                        kind.keyword("enum").stream()
                                .map(list -> list.valueStream()
                                        .map(value -> value.asString(""))
                                        .collect(Collectors.toSet())))
                .collect(Collectors.toSet());
        if (said.size() > 1) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "an alternative that narrows the choice of its " + property,
                    "the generator fails on it, or makes a class of it that does not: write " + property
                            + ": {type: string} where the whole choice is");
        }
        Set<String> own = said.stream().findFirst().orElse(Set.of());
        if (own.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "an alternative that does not say its own " + property,
                    "a value could follow another one than it names: write " + property + ": {const: ...}");
        }
        return own;
    }

    // Of the property, by the mapping; the name of the schema, where it has none
    private static Set<String> mappedValues(JsonNode mapping, String reference) {
        Set<String> values = new HashSet<>();
        mapping.properties().forEach(value -> {
            if (List.of(reference, name(reference)).contains(value.getValue().asString(""))) {
                values.add(value.getKey());
            }
        });
        return values.isEmpty() ? Set.of(name(reference)) : values;
    }

    private static String name(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static void everyMappingLeadsToOne(String at, JsonNode mapping, JsonNode alternatives) {
        Set<String> known = new HashSet<>();
        for (JsonNode alternative : alternatives) {
            String reference = alternative.path("$ref").asString("");
            known.add(reference);
            known.add(name(reference));
        }
        for (Map.Entry<String, JsonNode> value : mapping.properties()) {
            if (!known.contains(value.getValue().asString(""))) {
                throw new UnsupportedSpecFeatureException(
                        at + "/discriminator/mapping/" + OpenApiDocument.escaped(value.getKey()),
                        "a mapping to " + value.getValue(),
                        "it is none of the alternatives");
            }
        }
    }

    private static boolean requires(ResolvedSchema schema, String property) {
        boolean always = schema.keyword("required").stream()
                .flatMap(JsonNode::valueStream)
                .anyMatch(name -> name.asString("").equals(property));
        Collection<ResolvedSchema> alternatives = schema.alternatives().values();
        return always
                || (!alternatives.isEmpty()
                        && alternatives.stream().allMatch(alternative -> requires(alternative, property)));
    }
}
