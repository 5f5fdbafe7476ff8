package dev.reevaluate.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Holds every answer that a test gets against what openapi.yaml declares for that path and status. */
final class DeclaredAnswer {

    private static final String LOCATION = "urn:test:openapi.yaml";
    private static final String TEXT = text();
    private static final JsonNode CONTRACT = new YAMLMapper().readTree(TEXT);
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            registry -> registry.schemas(Map.of(LOCATION, TEXT))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    private DeclaredAnswer() {}

    /** Fails where the path is one of the contract's and the answer is none of those it declares there. */
    static void check(String path, HttpResponse<String> answer) {
        assertThat(answer.body())
                .as("no answer shows what is inside the server")
                .doesNotContainPattern("Exception|Error:|\\bat [\\w.$]+\\(|java\\.|jackson|springframework|postgres");
        operation(path).ifPresent(operation -> follows(operation, answer));
    }

    private static void follows(String operation, HttpResponse<String> answer) {
        String response = followed(operation + "/responses/" + answer.statusCode());
        JsonNode declared = CONTRACT.at(response);
        assertThat(declared.isMissingNode())
                .as("%s is declared at %s", answer.statusCode(), operation)
                .isFalse();
        declared.path("headers")
                .propertyNames()
                .forEach(header -> assertThat(answer.headers().firstValue(header))
                        .as(header)
                        .isPresent());
        if (!declared.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        if (!answer.request().method().equals("HEAD")) {
            assertThat(SCHEMAS.getSchema(
                                    SchemaLocation.of(LOCATION + "#" + response + "/content/application~1json/schema"))
                            .validate(JSON.readTree(answer.body())))
                    .as("%s is as %s declares it", answer.body(), response)
                    .isEmpty();
        }
    }

    /** The one operation of the path; another method on it is answered as that operation says for 405. */
    private static Optional<String> operation(String requested) {
        String path = requested.replaceFirst("\\?.*", "");
        Stream<String> paths = CONTRACT.path("paths").propertyNames().stream();
        return paths.filter(template -> path.matches(template.replace("{id}", "[^/]+")))
                .min((one, other) -> Boolean.compare(one.contains("{"), other.contains("{")))
                .map(template -> "/paths/" + template.replace("/", "~1"))
                .map(pointer -> pointer + "/"
                        + CONTRACT.at(pointer).propertyNames().iterator().next());
    }

    private static String followed(String pointer) {
        String reference = CONTRACT.at(pointer).path("$ref").asString("");
        return reference.isEmpty() ? pointer : reference.substring(1);
    }

    private static String text() {
        try {
            return new ClassPathResource("openapi.yaml").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
