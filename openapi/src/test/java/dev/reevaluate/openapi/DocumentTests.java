package dev.reevaluate.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.reevaluate.document.OpenApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The document holds together as OpenAPI 3.1. That it can be read as such is also checked by the generator, at every
 * build.
 */
class DocumentTests {

    private static final String LOCATION = "urn:test:openapi.yaml";
    private static final OpenApiDocument OPENAPI = openapi();
    private static final JsonNode DOCUMENT = OPENAPI.root();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getOpenApi31())
                    .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
                    .build(),
            registry -> registry.schemas(Map.of(LOCATION, DOCUMENT.toString()))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    @Test
    void nothingIsDeclaredThatNothingUses() {
        Set<String> declared = new TreeSet<>();
        DOCUMENT.path("components").properties().forEach(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                        .propertyNames()
                        .forEach(name -> declared.add("#/components/%s/%s".formatted(kind.getKey(), name)));
            }
        });

        assertThat(references()).containsAll(declared);
    }

    @Test
    void everySchemaIsOne() {
        Schema draft = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        Map<String, JsonNode> schemas = schemas();

        assertThat(schemas)
                .hasSizeGreaterThan(20)
                .allSatisfy((place, schema) ->
                        assertThat(draft.validate(schema)).as(place).isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void anExampleIsWhatItsSchemaSays(String place, String written, JsonNode value, String schema) {
        assertThat(SCHEMAS.getSchema(SchemaLocation.of(LOCATION + "#" + schema)).validate(value))
                .as(
                        "openapi.yaml, #%s/value, an example at #%s. Next: make it what the schema at #%s asks for, and so for"
                                + " contracts that send the same.%nIt says",
                        written, place, schema)
                .isEmpty();
    }

    @Test
    void everyOperationHasAnIdOfItsOwnAKeyAndItsRefusals() {
        Map<String, JsonNode> operations = operations();

        assertThat(operations).isNotEmpty();
        assertThat(operations.values().stream()
                        .map(operation -> operation.path("operationId").asString())
                        .collect(Collectors.toSet()))
                .hasSameSizeAs(operations.values())
                .doesNotContain("");
        assertThat(operations).allSatisfy((place, operation) -> {
            assertThat(operation.at("/security/0").has("api_key")).as(place).isTrue();
            assertThat(operation.path("responses").propertyNames()).as(place).contains("200", "401", "405", "503");
            assertThat(operation.path("tags")).as(place).isNotEmpty();
        });
    }

    /** Each named example under a media type, with the schema beside it. */
    static List<Arguments> examples() {
        List<Arguments> examples = new ArrayList<>();
        walk("", DOCUMENT, (place, node) -> {
            if (node.has("schema") && node.has("examples")) {
                node.path("examples").properties().forEach(example -> {
                    String reference = example.getValue().path("$ref").asString("");
                    String at = place + "/examples/" + example.getKey();
                    String written = reference.isEmpty() ? at : reference.substring(1);
                    examples.add(Arguments.arguments(
                            at, written, DOCUMENT.at(written).path("value"), place + "/schema"));
                });
            }
        });
        assertThat(examples).isNotEmpty();
        return examples;
    }

    private static Map<String, JsonNode> schemas() {
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        walk("", DOCUMENT, (place, node) -> {
            if (place.endsWith("/schema") || place.matches("/components/schemas/\\w+")) {
                schemas.put(place, node);
            }
        });
        return schemas;
    }

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        for (String template : OPENAPI.templates()) {
            OPENAPI.operations(template)
                    .forEach((method, pointer) -> operations.put(method + " " + template, OPENAPI.at(pointer)));
        }
        return operations;
    }

    private static Set<String> references() {
        return DOCUMENT.findValues("$ref").stream().map(JsonNode::asString).collect(Collectors.toSet());
    }

    private static void walk(String place, JsonNode node, BiConsumer<String, JsonNode> visit) {
        visit.accept(place, node);
        node.properties()
                .forEach(field -> walk(place + "/" + OpenApiDocument.escaped(field.getKey()), field.getValue(), visit));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(place + "/" + i, node.path(i), visit);
            }
        }
    }

    private static OpenApiDocument openapi() {
        try {
            return OpenApiDocument.read(Path.of("openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
