package dev.reevaluate.validation;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.reevaluate.document.OpenApiDocument;
import java.util.List;
import java.util.Map;
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

    /** The schema at the place. */
    DeclaredSchema at(String pointer) {
        String fragment = pointer.replace("%", "%25")
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace(" ", "%20");
        return new DeclaredSchema(registry.getSchema(SchemaLocation.of(LOCATION + fragment)));
    }

    /** The schema of a request, read and tried, as the first caller should not wait for it; and a broken one stops a start. */
    DeclaredSchema usable(String pointer) {
        new SchemaChecks(document).check(pointer);
        String named = pointer;
        while (document.at(named).size() == 1 && document.at(named).path("$ref").isString()) {
            named = document.at(named).path("$ref").asString();
        }
        DeclaredSchema schema = at(named);
        schema.validator().validate(JsonNodeFactory.instance.objectNode());
        return schema;
    }
}
