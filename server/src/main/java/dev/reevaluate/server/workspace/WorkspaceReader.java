package dev.reevaluate.server.workspace;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/** Reads a workspace document entry by entry, so that its size is no matter, and checks each against the schema. */
@Component
class WorkspaceReader {

    private static final String SCHEMA = "urn:reevaluate:workspace";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    // The library's limit of 3 MB guards against strangers' documents; this one is the operator's own.
                    .loadSettings(LoadSettings.builder()
                            .setCodePointLimit(Integer.MAX_VALUE)
                            .build())
                    .enable(YAMLReadFeature.EMPTY_STRING_AS_NULL)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<Section, Schema> schemas = new EnumMap<>(Section.class);

    WorkspaceReader() throws IOException {
        String text = new ClassPathResource("workspace.schema.json").getContentAsString(StandardCharsets.UTF_8);
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemas(Map.of(SCHEMA, text))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
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
        boolean json =
                String.valueOf(document.getFilename()).toLowerCase(Locale.ROOT).endsWith(".json");
        try (InputStream input = document.getInputStream();
                JsonParser parser = json ? JSON.createParser(input) : new WithoutAliases(YAML.createParser(input))) {
            readDocument(parser, entries);
        } catch (JacksonException e) {
            throw BadWorkspaceException.at(place(e.getLocation()), reason(e, json ? "JSON" : "YAML"));
        } catch (IOException e) {
            throw BadWorkspaceException.at("the start", "can't be read (%s)".formatted(e));
        }
    }

    private void readDocument(JsonParser parser, EntryConsumer entries) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw BadWorkspaceException.at("the start", "expected an object with " + Section.wireNames());
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String place = place(parser.currentTokenLocation());
            Section section = Section.of(parser.currentName())
                    .orElseThrow(() -> BadWorkspaceException.at(place, "not one of the lists " + Section.wireNames()));
            readSection(parser, section, entries);
        }
        if (parser.nextToken() != null) {
            throw BadWorkspaceException.at(place(parser.currentTokenLocation()), "there is more than one document");
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
                Error error = errors.get(0);
                throw BadWorkspaceException.at(
                        "%s[%d]%s, line %d".formatted(section.wireName(), position, error.getInstanceLocation(), line),
                        // A field of a key's entry that should not be there may be the key.
                        section == Section.API_KEYS && error.getKeyword().equals("additionalProperties")
                                ? "has a field that no key has"
                                : error.getMessage());
            }
            entries.accept(section, position, entry);
        }
    }

    // In our words, as the parser's own show a piece of the document, and it may hold a key.
    private static String reason(JacksonException e, String language) {
        if (e instanceof AliasException || e instanceof StreamConstraintsException) {
            return e.getOriginalMessage();
        }
        return e.getOriginalMessage().startsWith("Duplicate") ? "a name appears twice" : "this is no " + language;
    }

    private static String place(TokenStreamLocation location) {
        return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    // The library hands an alias over as a text, the name of the alias.
    private static final class WithoutAliases extends JsonParserDelegate {

        WithoutAliases(JsonParser yaml) {
            super(yaml);
        }

        @Override
        public @Nullable JsonToken nextToken() {
            JsonToken token = super.nextToken();
            if (((YAMLParser) delegate()).isCurrentAlias()) {
                throw new AliasException(this);
            }
            return token;
        }

        @Override
        public @Nullable String nextName() {
            return nextToken() == JsonToken.PROPERTY_NAME ? currentName() : null;
        }
    }

    private static final class AliasException extends StreamReadException {

        AliasException(JsonParser parser) {
            super(parser, "aliases are not supported, write the value out");
        }
    }

    /** Takes an entry and its place in its list, from 0. */
    interface EntryConsumer {
        void accept(Section section, int position, JsonNode entry);
    }
}
