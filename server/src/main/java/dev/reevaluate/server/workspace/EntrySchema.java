package dev.reevaluate.server.workspace;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Holds entries to the schema of workspace documents. */
final class EntrySchema {

    private static final String SCHEMA = "urn:reevaluate:workspace";
    private static final String ALTERNATIVES = "/anyOf/";

    // Made when the first document is read: most starts read none
    private static final Map<Section, Schema> SCHEMAS = schemas();

    private EntrySchema() {}

    /** Returns what is wrong with the entry, from its first line to its last. */
    static List<Mistake> mistakes(Section section, int position, JsonNode entry, LineNumbers lines) {
        List<Error> errors = Objects.requireNonNull(SCHEMAS.get(section)).validate(entry);
        if (errors.isEmpty()) {
            return List.of();
        }
        // Of alternatives none of which fits, each says why; together they are one mistake
        return errors.stream()
                .collect(Collectors.groupingBy(EntrySchema::cause, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(alternatives -> mistake(section, position, entry, lines, alternatives))
                // A time of a wrong form and without a zone is wrong by two rules of the schema, and told once
                .distinct()
                .sorted(Comparator.comparingInt(Mistake::line))
                .toList();
    }

    private static Map<Section, Schema> schemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemas(Map.of(SCHEMA, text()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .errorMessageKeyword("errorMessage")
                                .locale(Locale.ROOT)
                                .build()));
        Map<Section, Schema> schemas = new EnumMap<>(Section.class);
        for (Section section : Section.values()) {
            schemas.put(section, registry.getSchema(SchemaLocation.of(SCHEMA + "#/$defs/" + section.wireName())));
        }
        return schemas;
    }

    private static String text() {
        try {
            return new ClassPathResource("workspace.schema.json").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cause(Error error) {
        String path = error.getEvaluationPath().toString();
        int alternatives = path.indexOf(ALTERNATIVES);
        return alternatives < 0
                ? error.getInstanceLocation() + " " + path + " " + error.getProperty()
                : path.substring(0, alternatives);
    }

    private static Mistake mistake(
            Section section, int position, JsonNode entry, LineNumbers lines, Collection<Error> alternatives) {
        Error outermost = alternatives.stream()
                .min(Comparator.comparingInt(
                        error -> error.getInstanceLocation().toString().length()))
                .orElseThrow();
        JsonPointer place = JsonPointer.compile(outermost.getInstanceLocation().toString());
        JsonPointer named = outermost.getKeyword().equals("additionalProperties") && outermost.getProperty() != null
                ? place.appendProperty(outermost.getProperty())
                : place;
        return new Mistake(
                lines.of(entry, named),
                Entry.path(section, position) + path(entry, place),
                alternatives.stream()
                        .map(error -> reason(section, error))
                        .distinct()
                        .collect(Collectors.joining(", or ")));
    }

    private static String path(JsonNode entry, JsonPointer place) {
        StringBuilder path = new StringBuilder();
        JsonNode node = entry;
        for (JsonPointer rest = place; !rest.matches(); rest = rest.tail()) {
            path.append(node.isArray() ? "[" + rest.getMatchingIndex() + "]" : "." + rest.getMatchingProperty());
            node = node.isArray() ? node.path(rest.getMatchingIndex()) : node.path(rest.getMatchingProperty());
        }
        return path.toString();
    }

    // A field of a key's entry that should not be there may be the key.
    private static String reason(Section section, Error error) {
        return section == Section.API_KEYS && error.getKeyword().equals("additionalProperties")
                ? "has a field that no key has"
                : SchemaWords.of(error);
    }
}
