package dev.reevaluate.validation;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON as RFC 8259 has it, and nothing beside it: UTF-8 without a byte order mark, one value, no key twice in an
 * object. A number that is an integer is one, however it is written ({@code 2.0}, {@code 1e2}).
 */
final class JsonBody {

    // Where a number ends to be an id and starts to be an attack: 1e999999999 is twelve bytes, and a gigabyte of
    // digits.
    private static final int MAX_DIGITS = 1000;

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            // Looked for below, to be told from a repeated key.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /** Returns the value; an empty body is an object without fields. */
    static JsonNode read(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        String text = text(body);
        try (JsonParser parser = STRICT.createParser(text)) {
            JsonNode value = STRICT.readTree(parser);
            if (value == null || value.isMissingNode()) {
                throw malformed("unexpected end of input");
            }
            if (parser.nextToken() != null) {
                throw malformed(parser.currentTokenLocation(), "text after the value");
            }
            return integersAsSuch(value);
        } catch (UnexpectedEndOfInputException e) {
            throw malformed(e.getLocation(), "unexpected end of input");
        } catch (StreamConstraintsException | NumberFormatException e) {
            throw malformed("nested too deep, or a number too long");
        } catch (StreamReadException e) {
            throw malformed(e.getLocation(), "unexpected character");
        } catch (DatabindException e) {
            throw malformed(e.getLocation(), "ambiguous, the same key appears twice in one object");
        }
    }

    /** Returns the number as an integer where it is one, however it is written; else as it is. */
    static JsonNode integerIfOne(JsonNode number) {
        if (!number.isBigDecimal() && !number.isFloatingPointNumber()) {
            return number;
        }
        BigDecimal value = number.decimalValue();
        if ((long) value.precision() - value.scale() > MAX_DIGITS) {
            throw malformed("nested too deep, or a number too long");
        }
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.scale() <= 0 ? JsonNodeFactory.instance.numberNode(shortest.toBigIntegerExact()) : number;
    }

    // In its place, as a copy of a large body is as large
    private static JsonNode integersAsSuch(JsonNode value) {
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, integersAsSuch(array.get(i)));
            }
        } else if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(integersAsSuch(field.getValue())));
        }
        return value.isNumber() ? integerIfOne(value) : value;
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (text.startsWith("\uFEFF")) {
                throw malformed("line 1, column 1: byte order mark");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed("not UTF-8");
        }
    }

    private static RequestRefusedException malformed(String kind) {
        return RequestRefusedException.unreadable(ProtocolTexts.jsonParseError(kind));
    }

    private static RequestRefusedException malformed(TokenStreamLocation place, String kind) {
        return RequestRefusedException.unreadable(
                ProtocolTexts.jsonParseError(place.getLineNr(), place.getColumnNr(), kind));
    }
}
