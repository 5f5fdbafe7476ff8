package dev.reevaluate.validation;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.reevaluate.document.OpenApiDocument;
import dev.reevaluate.document.UnsupportedSpecFeatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The schemas of a document, to validate by: formats are asserted, and no regular expression backtracks. */
final class Schemas {

    private static final String LOCATION = "urn:reevaluate:openapi.yaml";

    private final OpenApiDocument document;
    private final SchemaRegistry registry;

    Schemas(OpenApiDocument document) {
        this.document = document;
        Dialect dialect = Dialect.builder(Dialects.getOpenApi31())
                .formats(List.of(ValueFormat.values()))
                // Extensions, such as x-largest, are no rules of JSON Schema
                .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
                .build();
        this.registry = SchemaRegistry.withDefaultDialect(
                dialect,
                builder -> builder.schemas(Map.of(LOCATION, document.root().toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .regularExpressionFactory(LinearPattern::of)
                                .build()));
    }

    /** Returns the schema at the place. */
    DeclaredSchema at(String pointer) {
        String fragment = pointer.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20");
        return new DeclaredSchema(registry.getSchema(SchemaLocation.of(LOCATION + fragment)));
    }

    /** Returns the schema of a request, read and tried, as the first caller should not wait for it; and a broken one stops a start. */
    DeclaredSchema usable(String pointer) {
        new SchemaChecks(document).check(pointer);
        String named = pointer;
        while (document.at(named).size() == 1 && document.at(named).path("$ref").isString()) {
            named = document.at(named).path("$ref").asString();
        }
        DeclaredSchema schema = at(named);
        schema.validator().validate(JsonNodeFactory.instance.objectNode());
        new SchemaWalk(document).each(pointer, place -> {
            checkDefault(place);
            checkChoices(place);
        });
        return schema;
    }

    // Whoever leaves the value out would send what nobody may send
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
