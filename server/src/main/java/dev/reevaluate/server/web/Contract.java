package dev.reevaluate.server.web;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.reevaluate.openapi.model.BulkEvaluateRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/** The contract, as it lies in the jar: its text, and its schemas by the models that are generated from them. */
@Component
class Contract {

    private static final String LOCATION = "urn:reevaluate:openapi.yaml";

    private final String yaml;
    private final SchemaRegistry schemas;
    private final Map<Class<?>, Schema> schemaByModel = new ConcurrentHashMap<>();

    Contract() throws IOException {
        this.yaml = new ClassPathResource("openapi.yaml").getContentAsString(StandardCharsets.UTF_8);
        this.schemas = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(), registry -> registry.schemas(Map.of(LOCATION, yaml)));
        // Read and tried now, as the first caller should not wait for it; and a broken contract keeps the server from
        // starting.
        schema(BulkEvaluateRequest.class).validate(JsonNodeFactory.instance.objectNode());
    }

    String yaml() {
        return yaml;
    }

    /** Whether the type is a model that was generated from the contract. */
    boolean describes(Class<?> type) {
        return type.getPackage().equals(BulkEvaluateRequest.class.getPackage());
    }

    /** The schema that the model is generated from. */
    Schema schema(Class<?> model) {
        return schemaByModel.computeIfAbsent(
                model,
                type -> schemas.getSchema(
                        SchemaLocation.of(LOCATION + "#/components/schemas/" + nameInContract(type))));
    }

    private static String nameInContract(Class<?> model) {
        JsonTypeName name = model.getAnnotation(JsonTypeName.class);
        return name == null ? model.getSimpleName() : name.value();
    }
}
