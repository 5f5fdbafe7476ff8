package dev.reevaluate.server.workspace;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a workspace document entry by entry, so that its size is no matter, and checks each against the schema. */
@Component
class WorkspaceReader {

    private static final String SCHEMA = "urn:reevaluate:workspace";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    // The library's limit of 3 MB guards against strangers' documents; this one is the operator's own.
                    .loadSettings(LoadSettings.builder()
                            .setCodePointLimit(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final Map<Section, Schema> schemas = new EnumMap<>(Section.class);

    WorkspaceReader() throws IOException {
        String text = new ClassPathResource("workspace.schema.json").getContentAsString(StandardCharsets.UTF_8);
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                Dialects.getDraft202012(), builder -> builder.schemas(Map.of(SCHEMA, text)));
        for (Section section : Section.values()) {
            schemas.put(section, registry.getSchema(SchemaLocation.of(SCHEMA + "#/$defs/" + section.wireName())));
        }
    }

    /**
     * Hands every entry to the consumer, in the order of the document.
     *
     * @throws BadWorkspaceException at the first entry that is not as the schema has it
     */
    void read(Resource document, EntryConsumer entries) {
        String name = String.valueOf(document.getFilename());
        ObjectMapper mapper = name.toLowerCase(Locale.ROOT).endsWith(".json") ? JSON : YAML;
        try (InputStream input = document.getInputStream();
                JsonParser parser = mapper.createParser(input)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw BadWorkspaceException.at("the start", "expected an object with " + Section.wireNames());
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                readSection(parser, section(parser.currentName()), entries);
            }
        } catch (JacksonException e) {
            // The parser's own words, without the piece of the document that it would add: it may hold a key.
            throw BadWorkspaceException.at(
                    "line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
                    e.getOriginalMessage());
        } catch (IOException e) {
            throw BadWorkspaceException.at("the start", "can't be read (%s)".formatted(e));
        }
    }

    private void readSection(JsonParser parser, Section section, EntryConsumer entries) {
        Schema schema = Objects.requireNonNull(schemas.get(section));
        JsonToken start = parser.nextToken();
        if (start == JsonToken.VALUE_NULL) {
            return;
        }
        if (start != JsonToken.START_ARRAY) {
            throw BadWorkspaceException.at(section.wireName(), "expected a list");
        }
        for (int position = 0; parser.nextToken() != JsonToken.END_ARRAY; position++) {
            int line = parser.currentTokenLocation().getLineNr();
            JsonNode entry = parser.readValueAsTree();
            List<Error> errors = schema.validate(entry);
            if (!errors.isEmpty()) {
                throw BadWorkspaceException.at(
                        "%s[%d]%s, line %d"
                                .formatted(
                                        section.wireName(),
                                        position,
                                        errors.get(0).getInstanceLocation(),
                                        line),
                        errors.get(0).getMessage());
            }
            entries.accept(section, position, entry);
        }
    }

    private static Section section(String name) {
        return Section.of(name)
                .orElseThrow(() -> BadWorkspaceException.at(name, "not one of the lists " + Section.wireNames()));
    }

    /** Takes an entry and its place in its list, from 0. */
    interface EntryConsumer {
        void accept(Section section, int position, JsonNode entry);
    }
}
