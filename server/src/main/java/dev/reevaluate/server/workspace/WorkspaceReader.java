package dev.reevaluate.server.workspace;

import dev.reevaluate.server.FileTrouble;
import dev.reevaluate.server.JsonBounds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/** Reads a workspace document entry by entry, so that its size is no matter, and checks each against the schema. */
@Component
class WorkspaceReader {

    private static final String BAD_NUMBER = "a number that can't be read";
    private static final int BUFFER = 1024 * 1024;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .loadSettings(LoadSettings.builder()
                            // The library's limit of 3 MB guards against strangers' documents; this one is the
                            // operator's own.
                            .setCodePointLimit(Integer.MAX_VALUE)
                            // The library copies a text without a space as often as it fills its buffer: with the 1 kB
                            // of its default, that takes 38 s for a text of 8 MB
                            .setBufferSize(BUFFER)
                            .build())
                    .enable(YAMLReadFeature.EMPTY_STRING_AS_NULL)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Hands every entry to the consumer, in the order of the document.
     *
     * @throws BadWorkspaceException at the first mistake
     */
    void read(Resource document, Consumer<Entry> entries) {
        read(document, entries, mistake -> {
            throw BadWorkspaceException.of(mistake);
        });
    }

    /**
     * Hands every entry to the consumer, in the order of the document, after its mistakes.
     *
     * @throws BadWorkspaceException where the rest can't be read
     */
    void read(Resource document, Consumer<Entry> entries, Consumer<Mistake> mistakes) {
        boolean json =
                String.valueOf(document.getFilename()).toLowerCase(Locale.ROOT).endsWith(".json");
        try (InputStream input = document.getInputStream();
                NumberedTokens parser =
                        new NumberedTokens(json ? JSON.createParser(input) : YAML.createParser(filling(input)))) {
            readNumbered(parser, json ? "JSON" : "YAML", entries, mistakes);
        } catch (JacksonIOException e) {
            throw BadWorkspaceException.at(
                    "the start",
                    "can't be read (%s)".formatted(FileTrouble.reason(Objects.requireNonNull(e.getCause()))));
        } catch (IOException e) {
            throw BadWorkspaceException.at("the start", "can't be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    // Jackson's own reader hands over 8 kB at most, whatever the size of the buffer
    private static Reader filling(InputStream utf8) {
        return new BufferedReader(new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder()));
    }

    private void readNumbered(
            NumberedTokens parser, String language, Consumer<Entry> entries, Consumer<Mistake> mistakes) {
        try {
            readDocument(parser, entries, mistakes);
        } catch (NumberFormatException e) {
            // Of JSON, the parser's own reason would show the number, and not where it stands
            throw BadWorkspaceException.of(mistake(parser.currentTokenLocation(), BAD_NUMBER));
        } catch (StreamReadException | StreamConstraintsException e) {
            // A limit of the library knows no place
            TokenStreamLocation place = Objects.requireNonNullElse(e.getLocation(), parser.currentLocation());
            throw BadWorkspaceException.of(mistake(place, reason(e, language)));
        }
    }

    private void readDocument(NumberedTokens parser, Consumer<Entry> entries, Consumer<Mistake> mistakes) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw BadWorkspaceException.at("the start", "expected an object with " + Section.wireNames());
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Section section = Section.of(parser.currentName()).orElse(null);
            if (section == null) {
                mistakes.accept(mistake(parser.currentTokenLocation(), "not one of the lists " + Section.wireNames()));
                parser.nextToken();
                parser.skipChildren();
            } else {
                readSection(parser, section, entries, mistakes);
            }
        }
        if (parser.nextToken() != null) {
            mistakes.accept(mistake(parser.currentTokenLocation(), "there is more than one document"));
        }
    }

    private void readSection(
            NumberedTokens parser, Section section, Consumer<Entry> entries, Consumer<Mistake> mistakes) {
        JsonToken start = parser.nextToken();
        if (start == JsonToken.VALUE_NULL) {
            return;
        }
        if (start != JsonToken.START_ARRAY) {
            mistakes.accept(
                    new Mistake(parser.currentTokenLocation().getLineNr(), section.wireName(), "expected a list"));
            parser.skipChildren();
            return;
        }
        for (int position = 0; parser.nextToken() != JsonToken.END_ARRAY; position++) {
            LineNumbers lines = parser.startEntry();
            JsonNode entry = parser.readValueAsTree();
            try {
                EntrySchema.mistakes(section, position, entry, lines).forEach(mistakes);
            } catch (JacksonException e) {
                // The schema's library compares 1e400 with a limit as a long
                mistakes.accept(
                        new Mistake(lines.of(entry, JsonPointer.empty()), Entry.path(section, position), BAD_NUMBER));
                continue;
            }
            if (entry instanceof ObjectNode content) {
                entries.accept(new Entry(section, position, content, lines));
            }
        }
    }

    // In our words, as the parser's own show a piece of the document, and it may hold a key.
    private static String reason(JacksonException e, String language) {
        if (e instanceof AliasException) {
            return e.getOriginalMessage();
        }
        if (e instanceof StreamConstraintsException) {
            // All the others lie beyond our own
            return e.getOriginalMessage().startsWith("String value")
                    ? "a text of more than 100,000,000 characters"
                    : JsonBounds.BEYOND;
        }
        if (e.getOriginalMessage().startsWith("Malformed numeric value")) {
            return BAD_NUMBER;
        }
        return e.getOriginalMessage().startsWith("Duplicate") ? "a name appears twice" : "this is no " + language;
    }

    private static Mistake mistake(TokenStreamLocation location, String reason) {
        return new Mistake(location.getLineNr(), "column " + location.getColumnNr(), reason);
    }

    // Knows on which lines an entry's tokens stand, and no aliases: the library hands one over as a text, its name.
    private static final class NumberedTokens extends JsonParserDelegate {

        private final LineNumbers lines = new LineNumbers();

        NumberedTokens(JsonParser parser) {
            super(parser);
        }

        /** Returns the lines of the entry that begins with this token; they are good until the next one begins. */
        LineNumbers startEntry() {
            lines.startWithLast();
            return lines;
        }

        @Override
        public @Nullable JsonToken nextToken() {
            JsonToken token = super.nextToken();
            if (delegate() instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                throw new AliasException(this);
            }
            lines.add(currentTokenLocation().getLineNr());
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
}
