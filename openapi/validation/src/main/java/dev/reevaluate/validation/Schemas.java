package dev.reevaluate.validation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.keyword.RefValidator;
import dev.reevaluate.document.EcmaPattern;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.SchemaWalk;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The schemas of a document, to validate by: formats are asserted, and no regular expression backtracks. */
final class Schemas {

    private static final String LOCATION = "urn:reevaluate:openapi.yaml";

    private final OpenApiDocument document;
    private final Schema root;
    private final Map<String, DeclaredSchema> read = new ConcurrentHashMap<>();
    private final SchemaChecks checks;
    private final SchemaWalk choices;

    Schemas(OpenApiDocument document) {
        this.document = document;
        this.checks = new SchemaChecks(document);
        this.choices = new SchemaWalk(document);
        Dialect dialect = Dialect.builder(Dialects.getOpenApi31())
                .formats(List.of(ValueFormat.values()))
                // Extensions, such as x-largest, are no rules of JSON Schema
                .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                dialect,
                builder -> builder.schemas(Map.of(LOCATION, document.root().toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .regularExpressionFactory(regex -> EcmaPattern.of(regex)::isIn)
                                .build()));
        this.root = registry.getSchema(SchemaLocation.of(LOCATION));
    }

    /** Returns the schema at the place. */
    DeclaredSchema at(String pointer) {
        return read.computeIfAbsent(pointer, this::part);
    }

    // Of one root, as the schemas that several parts refer to are its own: each is read once
    private DeclaredSchema part(String pointer) {
        String fragment = pointer.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20");
        return new DeclaredSchema(
                root.getRefSchema(SchemaLocation.of(LOCATION + fragment).getFragment()));
    }

    /** Returns the schema of a request, read and tried, as the first caller should not wait for it; and a broken one stops a start. */
    DeclaredSchema usable(String pointer) {
        checks.check(pointer);
        String named = pointer;
        while (document.at(named).size() == 1 && document.at(named).path("$ref").isString()) {
            named = document.at(named).path("$ref").asString();
        }
        DeclaredSchema schema = at(named);
        schema.validator().validate(JsonNodeFactory.instance.objectNode());
        choices.each(pointer, place -> {
            checkDefault(place);
            checkChoices(place);
            readReferred(place);
        });
        return schema;
    }

    /** Refuses defaults that their own schemas refuse, in these schemas and in all behind them, whether or not a request leads there. */
    void checkDefaults(Iterable<String> pointers) {
        SchemaWalk defaults = new SchemaWalk(document);
        pointers.forEach(pointer -> defaults.each(pointer, this::checkDefault));
    }

    // Each by itself: the library would follow them from one to the next, and a chain may be longer than the stack
    private void readReferred(String place) {
        if (document.at(place).has("$ref")) {
            at(place).validator().getValidators().forEach(validator -> {
                if (validator instanceof RefValidator reference) {
                    reference.getSchemaRef().getSchema();
                }
            });
        }
    }

    // Whoever leaves the value out would send what nobody may send, and generated code has no name for it
    private void checkDefault(String place) {
        JsonNode schema = document.at(place);
        if (schema.has("default")
                && !at(place).violations(schema.path("default")).isEmpty()) {
            throw new UnsupportedSpecFeatureException(
                    place, "the default " + schema.path("default"), "the schema itself refuses it");
        }
    }

    // Whoever writes 1 for a text, or 'a' for a number, means something else; and null is a choice of nobody where it
    // is of no type
    private void checkChoices(String place) {
        JsonNode schema = document.at(place);
        List<JsonNode> choices = new ArrayList<>(schema.path("enum").values());
        choices.add(schema.path("const"));
        for (JsonNode choice : choices) {
            if (!choice.isMissingNode()
                    && at(place).validator().validate(choice).stream()
                            .anyMatch(error -> error.getKeyword().equals("type"))) {
                throw new UnsupportedSpecFeatureException(
                        place, "the choice " + choice, "it is not of the type that the schema itself asks for");
            }
        }
    }
}
