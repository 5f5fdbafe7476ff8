package dev.reevaluate.servable;

import dev.reevaluate.document.DocumentWalk;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Refuses by name schemas and tags of which the generator makes one class: it would lose all but one of them, without a word. */
final class JavaNames {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final Set<String> OF_CLASSES =
            Set.of("properties", "additionalProperties", "allOf", "oneOf", "anyOf", "enum");
    // Of a component, and of another file, whose names the generator tells apart
    private static final Pattern NAMED = Pattern.compile("#/components/schemas/[^/]+|#/x-files/.*");

    private final OpenApiDocument document;
    // The names of the schemas, by those of their classes
    private final Map<String, String> classes = new HashMap<>();
    // The places of the schemas, by the last names of those
    private final Map<String, String> places = new HashMap<>();

    private JavaNames(OpenApiDocument document) {
        this.document = document;
    }

    static void check(OpenApiDocument document) {
        JavaNames names = new JavaNames(document);
        document.at("#/components/schemas").propertyNames().forEach(name -> {
            String at = SCHEMAS + OpenApiDocument.escaped(name);
            names.places.put(name, at);
            if (names.isOfClass(at)) {
                distinct(names.classes, at, "schema", name);
                InnerEnums.check(document, at, className(name));
                InheritedNulls.check(document, at);
            }
        });
        for (String root : document.schemas()) {
            DocumentWalk.each(
                    document.at(root),
                    root,
                    (at, schema) -> names.reference(at, schema.path("$ref").asString("")));
        }
        Map<String, List<String>> inline = InlineNames.of(document);
        inline.forEach((name, places) -> names.inline(name, places.get(0)));
        inline.forEach(names::numbered);
        Map<String, String> tags = new HashMap<>();
        for (String template : document.templates()) {
            document.operations(template).values().forEach(operation -> {
                // The first one names the class, and may well be written in two ways that come to the same
                JsonNode tag = document.at(operation).path("tags").path(0);
                distinct(tags, operation + "/tags", "tag", className(tag.asString("")));
            });
        }
    }

    private void inline(String name, String at) {
        distinct(classes, at, document.at(at).has("title") ? "title" : "schema", name);
        InnerEnums.check(document, at, className(name));
        InheritedNulls.check(document, at);
    }

    // What is called as a component, or as what is written in another way, gets a class with a number behind its name
    private void numbered(String name, List<String> inline) {
        Pattern numbered = Pattern.compile(Pattern.quote(className(name)) + "\\d+", Pattern.CASE_INSENSITIVE);
        inline.stream()
                .filter(at -> places.containsKey(name) || !document.at(at).equals(document.at(inline.get(0))))
                .findFirst()
                .ifPresent(at -> classes.entrySet().stream()
                        .filter(known -> numbered.matcher(known.getKey()).matches())
                        .findFirst()
                        .ifPresent(known -> {
                            throw new UnsupportedSpecFeatureException(
                                    at,
                                    "another schema called %s, beside %s".formatted(name, known.getValue()),
                                    "the generator numbers those of one name, and makes one class of both: give one of them another name or title");
                        }));
    }

    private boolean isOfClass(String at) {
        return OF_CLASSES.stream().anyMatch(document.at(at)::has);
    }

    private void reference(String at, String target) {
        String name = target.substring(target.lastIndexOf('/') + 1);
        if (!target.isEmpty() && isOfClass(target)) {
            GeneratorTypes.check(at, name);
        }
        if (target.isEmpty() || NAMED.matcher(target).matches()) {
            return;
        }
        String other = places.putIfAbsent(name, target);
        if (other != null && !other.equals(target) && !document.at(other).equals(document.at(target))) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "a $ref to %s beside %s".formatted(target, other),
                    "the generator goes by the last name alone: write the schema into components/schemas, by a name of its own");
        }
        if (isOfClass(target)) {
            distinct(classes, at, "schema", name);
        }
    }

    // A file system may know them apart by their letters' case, or not
    private static void distinct(Map<String, String> known, String at, String what, String name) {
        String java = what.equals("tag") ? className(name) : GeneratorTypes.className(at, name);
        // The longest of the names that the generator, or the compiler, makes of it
        FileNames.check(
                at,
                "a %s of so long a name".formatted(what),
                java + (what.equals("tag") ? "ApiController.class" : ".class"));
        String other = known.putIfAbsent(java.toLowerCase(Locale.ROOT), name);
        if (other != null && !other.equals(name) && !java.isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    at,
                    "the %s %s beside %s".formatted(what, name, other),
                    "the generator makes one class %s of both: give one of them another name".formatted(java));
        }
    }

    /** Returns how Java calls the class of what has this name. */
    static String className(String name) {
        return Arrays.stream(name.split("[^\\p{L}\\p{N}]+", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }
}
