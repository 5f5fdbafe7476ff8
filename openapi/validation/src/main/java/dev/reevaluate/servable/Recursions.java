package dev.reevaluate.servable;

import dev.reevaluate.document.DocumentWalk;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Refuses by name schemas of another file that lead back to themselves: the generator looks for them in openapi.yaml. */
final class Recursions {

    private static final Pattern SCHEMA = Pattern.compile("(#/x-files/[^/]+/)components/schemas/[^/]+");

    private final OpenApiDocument document;
    // Those that openapi.yaml has a name for, which the generator finds there
    private final Set<String> named;
    private final Set<String> seen = new HashSet<>();

    Recursions(OpenApiDocument document) {
        this.document = document;
        this.named = document.at("#/components/schemas")
                .valueStream()
                .map(schema -> schema.path("$ref").asString(""))
                .collect(Collectors.toSet());
    }

    /** Refuses the schema that is referred to, where it leads back to itself within its file. */
    void check(String target) {
        Matcher schema = SCHEMA.matcher(target);
        if (!schema.matches() || named.contains(target) || !seen.add(target)) {
            return;
        }
        String file = schema.group(1);
        Set<String> known = new HashSet<>(named);
        Deque<String> next = new ArrayDeque<>(List.of(target));
        while (!next.isEmpty()) {
            String root = next.pop();
            DocumentWalk.each(document.at(root), root, (place, object) -> {
                String reference = object.path("$ref").asString("");
                if (reference.equals(target) && place.startsWith(file)) {
                    throw new UnsupportedSpecFeatureException(
                            place,
                            "a schema that leads back to itself, in another file",
                            "the generator looks for it in openapi.yaml: write it, or a $ref to it, into components/schemas there, by the same name");
                }
                if (!reference.isEmpty() && known.add(reference)) {
                    next.push(reference);
                }
            });
        }
    }
}
