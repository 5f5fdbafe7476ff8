package dev.reevaluate.generated;

import dev.reevaluate.document.DocumentWalk;
import dev.reevaluate.document.OpenApiDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the places of a document that generated code was made of, by what is written in it. */
final class DocumentPlaces {

    // In the comment of each generated method
    private static final Pattern OPERATION = Pattern.compile("\\* ([A-Z]+) (/\\S*)");

    private static final Pattern PROPERTY = Pattern.compile("@JsonProperty\\(\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final OpenApiDocument document;

    DocumentPlaces(OpenApiDocument document) {
        this.document = document;
    }

    /** The last operation of the code. */
    Optional<String> operation(String code) {
        return OPERATION
                .matcher(code)
                .results()
                .map(comment -> "#/paths/%s/%s"
                        .formatted(
                                OpenApiDocument.escaped(comment.group(2)),
                                comment.group(1).toLowerCase(Locale.ROOT)))
                .filter(at -> !document.at(at).isMissingNode())
                .reduce((first, next) -> next);
    }

    /** The schema that has just the properties of the code; of several the one that the type is called by. */
    Optional<String> schemaOf(String code, String type) {
        Set<String> properties = PROPERTY.matcher(code)
                .results()
                .map(property -> property.group(1).translateEscapes())
                .collect(Collectors.toSet());
        List<String> found = new ArrayList<>();
        DocumentWalk.each(document.root(), "#", (at, object) -> {
            if (!properties.isEmpty()
                    && Set.copyOf(object.path("properties").propertyNames()).equals(properties)) {
                found.add(at);
            }
        });
        return found.stream()
                .filter(at -> letters(named(at)).equals(letters(type)))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** The schema by whose name a type is called; the name of what has none begins with that of what it stands in. */
    Optional<String> schemaCalled(String type) {
        return document.at("#/components/schemas").propertyNames().stream()
                .filter(name -> letters(type).startsWith(letters(name)))
                .max(Comparator.comparing(String::length))
                .map(name -> "#/components/schemas/" + OpenApiDocument.escaped(name));
    }

    // As the generator calls what has no name of its own
    private static String named(String at) {
        return at.substring(at.indexOf("/schemas/") + 1)
                .replaceFirst("^schemas/", "")
                .replace("/properties/", "_")
                .replace("/items", "_inner");
    }

    private static String letters(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
